package dev.backupdoctor.core.state;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Metric;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks that measure the same things again and again, all with the number of the check. */
final class Run {

    static final String SCOPE = "acme --home=/srv";
    static final int HOSTS = 40;
    static final Instant DAY = Instant.parse("2026-11-20T02:00:00Z");

    private Run() {}

    /** As a process of its own: keeps one check after the other until it is killed or fails. */
    public static void main(String[] args) throws IOException {
        State state = new State(Path.of(args[0]));
        int most = Integer.parseInt(args[1]);
        int from = args.length > 2 ? Integer.parseInt(args[2]) : 0;
        for (int i = from; i < from + most; i++) {
            state.remember(SCOPE, check(i), Instant.now());
            System.out.println(i);
        }
    }

    /** Measures every host, all at the same time and with the same value. */
    static State.Checked check(int number) {
        List<Metric> metrics = new ArrayList<>();
        for (int host = 0; host < HOSTS; host++) {
            metrics.add(metric("host" + host, number, DAY));
        }
        return diagnosis(metrics);
    }

    static Metric metric(String host, int value, Instant at) {
        return new Metric(
                "acme_took", BigDecimal.valueOf(value), "s", new TreeMap<>(Map.of("host", host)), "", Optional.of(at));
    }

    static State.Checked diagnosis(List<Metric> metrics) {
        Diagnosis diagnosis = new Diagnosis(
                List.of(),
                List.of(),
                List.of(),
                metrics,
                List.of(),
                new Diagnosis.RuleCounts(1, 1, 0, 0),
                Instant.EPOCH);
        return new State.Checked(diagnosis, List.of(), true);
    }

    /** A Java machine that runs {@link #main}, after a prefix such as {@code faketime}. */
    static ProcessBuilder process(List<String> prefix, Path directory, int checks, int from) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Run.class.getName(),
                directory.toString(),
                String.valueOf(checks),
                String.valueOf(from)));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }
}
