package dev.backupdoctor.cli;

import dev.backupdoctor.core.finding.Severity;
import java.util.Locale;
import java.util.Optional;

/** From which severity on a finding changes the exit code. */
enum FailOn {
    NEVER,
    INFO,
    WARNING,
    ERROR,
    CRITICAL;

    /** Empty for never. */
    Optional<Severity> severity() {
        return Severity.of(name().toLowerCase(Locale.ROOT));
    }
}
