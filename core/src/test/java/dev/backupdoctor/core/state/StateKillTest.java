package dev.backupdoctor.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.RequiresTool;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes that are killed, whose disk is full, or whose clock jumps. */
class StateKillTest {

    private static final int KILLS = Boolean.getBoolean("campaigns") ? 200 : 12;

    @TempDir
    private Path directory;

    /** Each check puts forty values at once: there must never be two different ones, nor an older one than was told. */
    @Test
    void aKilledRunLeavesTheCheckBeforeOrItsOwn() throws IOException, InterruptedException {
        long seed = 20_261_120;
        SplittableRandom random = new SplittableRandom(seed);
        int told = -1;
        for (int kill = 0; kill < KILLS; kill++) {
            Process process =
                    Run.process(List.of(), directory, 1_000_000, told + 1).start();
            List<String> said = new ArrayList<>();
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                said.add(String.valueOf(out.readLine()));
                int more = random.nextInt(40);
                for (int i = 0; i < more; i++) {
                    said.add(String.valueOf(out.readLine()));
                }
                TimeUnit.MICROSECONDS.sleep(random.nextInt(5000));
                // That of the process itself would close what it said.
                process.toHandle().destroyForcibly();
                process.waitFor();
                out.lines().forEach(said::add);
            }
            String last = said.get(said.size() - 1);
            int kept = theOnlyValue("seed " + seed + ", kill " + kill + ", said " + last);
            assertThat(kept).as("seed %s, kill %s", seed, kill).isGreaterThanOrEqualTo(Integer.parseInt(last));
            told = kept;
        }
    }

    /** The file may not grow beyond so many blocks, or may not even be written again where it is. */
    @ParameterizedTest
    @ValueSource(longs = {16, 17, 20, 24, 32, 40})
    void aFullDiskLeavesTheCheckBefore(long blocks) throws IOException, InterruptedException {
        run(List.of(), 2, 0);

        String said = run(List.of("sh", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "sh"), 10, 2);

        int last = said.lines()
                .filter(l -> !l.isEmpty() && l.chars().allMatch(Character::isDigit))
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(1);
        assertThat(blocks > 20 || said.contains("StateException: cannot use " + directory.resolve("state.mv")))
                .as(said)
                .isTrue();
        assertThat(theOnlyValue("after the disk was full")).as(said).isEqualTo(last);
        run(List.of(), 1, 77_777);
        assertThat(theOnlyValue("when there is room again")).isEqualTo(77_777);
    }

    @Test
    @RequiresTool("faketime")
    void aClockThatJumpsLosesNothing() throws IOException, InterruptedException {
        int check = 0;
        for (String clock :
                List.of("2026-11-20 12:00:00", "2036-11-20 12:00:00", "2001-01-01 00:00:00", "2026-11-21")) {
            assertThat(run(List.of("faketime", "-f", "@" + (clock + " 00:00:00").substring(0, 19)), 3, check))
                    .as(clock)
                    .endsWith((check + 2) + "\n");
            check += 3;
            assertThat(theOnlyValue(clock)).isEqualTo(check - 1);
        }
    }

    private String run(List<String> prefix, int checks, int from) throws IOException, InterruptedException {
        Process process = Run.process(prefix, directory, checks, from).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private int theOnlyValue(String when) throws IOException {
        Set<String> values = new State(directory)
                .history(Run.SCOPE)
                .lines()
                .map(l -> l.substring(l.lastIndexOf(' ') + 1))
                .collect(Collectors.toSet());
        assertThat(values).as(when).hasSize(1);
        assertThat(new State(directory).history(Run.SCOPE).lines()).as(when).hasSize(Run.HOSTS);
        return Integer.parseInt(values.iterator().next());
    }
}
