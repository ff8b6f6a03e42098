package dev.backupdoctor.core.finding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a finding means for a restore; the greatest first. */
public enum Severity {
    /** Data is not protected now, or a restore point cannot be restored. */
    CRITICAL,
    /** A run failed or was partial; older restore points are good. */
    ERROR,
    /** It works, but a limit is near. */
    WARNING,
    /** Worth knowing; never changes the exit code. */
    INFO;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Severity> of(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }

    public boolean atLeast(Severity other) {
        return compareTo(other) <= 0;
    }
}
