package dev.backupdoctor.cli;

import dev.backupdoctor.core.finding.Severity;
import java.util.Locale;

/** From which severity on a finding changes the exit code. */
enum FailOn {
    NEVER,
    INFO,
    WARNING,
    ERROR,
    CRITICAL;

    boolean reachedBy(Severity severity) {
        return this != NEVER
                && Severity.of(name().toLowerCase(Locale.ROOT))
                        .map(severity::atLeast)
                        .orElseThrow();
    }
}
