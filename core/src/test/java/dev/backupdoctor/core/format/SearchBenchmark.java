package dev.backupdoctor.core.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long the search takes for 16 MiB of a log, warm, on one thread; {@code bench/search.sh} runs it. One line in
 * 20,000 holds one of the literals. The compiler of the launcher's start is the default here, too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgs = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"})
public class SearchBenchmark {

    private static final String[] WORDS = {
        "backup", "task", "log", "stream", "tenant", "checkpoint", "piece", "destination", "macro", "block", "tablet"
    };

    /** Literals to search for. */
    @Param({"60", "600"})
    private int literals;

    /** {@code skip}: literals of 8 bytes and more; {@code all}: every tenth has 1 to 7. */
    @Param({"skip", "all"})
    private String lengths = "skip";

    private final LiteralSearch.Hits hits = new LiteralSearch.Hits();
    private byte[] text = {};
    private LiteralSearch search = LiteralSearch.of(List.of());

    /** Makes the same text and literals each time. */
    @Setup(Level.Trial)
    public void make() {
        var random = new SplittableRandom(20_261_120);
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < literals; i++) {
            String shortOne = "#!%&~^@".substring(0, 1 + i / 10 % 7);
            boolean isShort = lengths.equals("all") && i % 10 == 0;
            wanted.add(isShort ? shortOne : "cannot " + WORDS[i % 11] + ' ' + WORDS[i / 11 % 11] + " after " + i);
        }
        var log = new StringBuilder(17 << 20);
        while (log.length() < 16 << 20) {
            log.append("[2026-11-20 10:00:00.000001] INFO  [STORAGE] do (ob_x.cpp:7) [1][T1][Y0A-0-0] ");
            for (int i = 0; i < 20; i++) {
                log.append(WORDS[random.nextInt(11)])
                        .append("_id:")
                        .append(random.nextInt())
                        .append(", ");
            }
            if (random.nextInt(20_000) == 0) {
                log.append(wanted.get(random.nextInt(literals)));
            }
            log.append('\n');
        }
        text = log.substring(0, 16 << 20).getBytes(StandardCharsets.ISO_8859_1);
        search = LiteralSearch.of(wanted.stream()
                .distinct()
                .map(w -> w.getBytes(StandardCharsets.ISO_8859_1))
                .toList());
    }

    /** Searches in blocks, as the reader does. */
    @Benchmark
    public int search16MiB() {
        hits.clear();
        for (int at = 0; at < text.length; at += 1 << 20) {
            search.search(text, at, Math.min(text.length, at + (1 << 20)), hits);
        }
        return hits.count();
    }
}
