package dev.backupdoctor.cli;

import dev.backupdoctor.core.collect.LiveCheck;
import dev.backupdoctor.core.state.State;
import java.time.Duration;
import java.util.Optional;
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

    @Option(
            names = "--no-state",
            description = "Keep nothing for later checks, and know nothing of earlier ones: no trends over checks, no"
                    + " word of what is new or gone.")
    private boolean forgetful;

    boolean forgetful() {
        return forgetful;
    }

    /** The check, with what is kept. */
    LiveCheck keeping(LiveCheck check, Terminal terminal) {
        return state(terminal).map(check::keeping).orElse(check);
    }

    /** Where to keep something; empty when that is not wanted, or when there is no place for it that can be trusted. */
    private Optional<State> state(Terminal terminal) {
        return forgetful
                ? Optional.empty()
                : new StateDirectory(terminal).find().map(State::new);
    }

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
