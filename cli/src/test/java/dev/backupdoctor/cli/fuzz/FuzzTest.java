package dev.backupdoctor.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.cli.fuzz.Seeds.Seed;
import dev.backupdoctor.core.testing.Mutation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Damaged inputs for all that reads: parsers, shapes, the language, archives, rules over what was read, and reports.
 * Nothing may escape but the errors that are documented. {@code -Dcampaigns=true} runs a million instead of 20,000;
 * {@code -Dfuzz.inputs=N} and {@code -Dfuzz.seed=N} choose others.
 */
class FuzzTest {

    private static final int FEW = 20_000;
    private static final int MANY = 1_000_000;

    /** Of the processor, as the machine may do other things too; far more than any input of 32 KiB takes. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final Path FAILED = Path.of("target", "fuzz");

    /** What reads, and how many inputs of a hundred it gets. */
    private enum Target {
        READER(35),
        FORMAT(42),
        SYNTAX(4),
        LANGUAGE(2),
        SETTING(2),
        ANALYSIS(15);

        private final int share;

        Target(int share) {
            this.share = share;
        }

        static Target next(SplittableRandom random) {
            int drawn = random.nextInt(100);
            for (Target target : values()) {
                drawn -= target.share;
                if (drawn < 0) {
                    return target;
                }
            }
            throw new IllegalStateException("shares do not make a hundred");
        }
    }

    /** The input that took longest. */
    private record Slowest(long millis, long seed) {

        static Slowest of(Slowest a, Slowest b) {
            return a.millis >= b.millis ? a : b;
        }
    }

    private final Seeds seeds = Seeds.load();

    @Test
    void nothingThatIsReadBreaksIt() throws Exception {
        int inputs = Integer.getInteger("fuzz.inputs", Boolean.getBoolean("campaigns") ? MANY : FEW);
        long seed = Long.getLong("fuzz.seed", Boolean.getBoolean("campaigns") ? System.nanoTime() : 1);
        assertThat(seeds.logs()).as("inputs to damage").hasSizeGreaterThan(100);
        assertThat(seeds.files()).as("rules and formats to damage").hasSizeGreaterThan(50);
        var targets = new Targets(seeds);
        Map<Target, Slowest> slowest = new TreeMap<>();

        for (int i = 0; i < inputs; i++) {
            long begin = cpuNanos();
            Target target = feed(targets, seed + i);
            Duration took = Duration.ofNanos(cpuNanos() - begin);
            slowest.merge(target, new Slowest(took.toMillis(), seed + i), Slowest::of);
            assertThat(took)
                    .as("time for input with -Dfuzz.seed=%s -Dfuzz.inputs=1", seed + i)
                    .isLessThan(LONGEST);
        }

        System.getLogger(FuzzTest.class.getName())
                .log(System.Logger.Level.INFO, "{0} inputs from seed {1}; slowest: {2}", inputs, seed, slowest);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private Target feed(Targets targets, long seed) throws Exception {
        var random = new SplittableRandom(seed);
        Target target = Target.next(random);
        List<Seed> from = target == Target.LANGUAGE || target == Target.SYNTAX ? seeds.files() : seeds.logs();
        var mutation = new Mutation(random, from.stream().map(Seed::bytes).toList());
        List<Seed> inputs = new ArrayList<>();
        for (int n = target == Target.ANALYSIS ? random.nextInt(1, 5) : 1; n > 0; n--) {
            Seed whole = from.get(random.nextInt(from.size()));
            inputs.add(new Seed(whole.name(), mutation.of(whole.bytes())));
        }
        try {
            switch (target) {
                case READER -> targets.reader(random, inputs.get(0));
                case FORMAT -> targets.format(random, inputs.get(0));
                case SYNTAX -> targets.syntax(inputs.get(0));
                case LANGUAGE -> targets.language(random, inputs.get(0));
                case SETTING -> targets.setting(random, inputs.get(0));
                case ANALYSIS -> targets.analysis(random, inputs);
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(
                    target + " breaks with -Dfuzz.seed=" + seed + " -Dfuzz.inputs=1; input is in "
                            + saved(seed, inputs),
                    e);
        }
        return target;
    }

    private static Path saved(long seed, List<Seed> inputs) throws IOException {
        Path directory = Files.createDirectories(FAILED.resolve(String.valueOf(seed)));
        for (Seed input : inputs) {
            Files.write(directory.resolve(input.name().replace('/', '_')), input.bytes());
        }
        return directory;
    }
}
