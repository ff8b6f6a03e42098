package dev.backupdoctor.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that looks at this host. */
final class LiveOptions {

    /** Agents of monitoring systems give up after a minute. */
    private static final Duration MONITORED = Duration.ofSeconds(50);

    private static final Duration USUAL = Duration.ofMinutes(5);

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = ReadingOptions.DurationText.class,
            description = "How long all may take; what is not ready then is said. Default: 50 s in the formats nagios"
                    + " and checkmk, else 5 min.")
    private @Nullable Duration timeout;

    /** What was said, else what fits the format. */
    Duration timeout(ReportFormat format) throws UsageError {
        return timeout(format.monitored() ? MONITORED : USUAL);
    }

    Duration timeout() throws UsageError {
        return timeout(USUAL);
    }

    private Duration timeout(Duration otherwise) throws UsageError {
        if (timeout != null && timeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new UsageError("--timeout: less than a second is too short");
        }
        return timeout == null ? otherwise : timeout;
    }
}
