package dev.backupdoctor.core.finding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How sure a finding or a cause is; the surest first. */
public enum Confidence {
    CERTAIN,
    LIKELY,
    POSSIBLE,
    /** For causes only: the evidence speaks against it. */
    RULED_OUT;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    public static Optional<Confidence> of(String word) {
        return Arrays.stream(values()).filter(c -> c.word().equals(word)).findFirst();
    }

    /** The less sure of two. */
    public Confidence atMost(Confidence other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
