package dev.backupdoctor.core.verify;

import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Verification;
import dev.backupdoctor.core.fix.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * That something is no longer wrong.
 *
 * @param message what the finding had said; empty when nobody knows any more
 * @param verification how it is proved; empty when neither finding nor journal tells
 * @param entry number of the fix in the journal
 * @param fixed when it was fixed, as far as known
 */
public record Claim(
        String rule,
        String fingerprint,
        SortedMap<String, String> key,
        String message,
        Optional<Verification> verification,
        Optional<Integer> entry,
        Optional<Instant> fixed) {

    public Claim {
        key = Collections.unmodifiableSortedMap(new TreeMap<>(key));
    }

    /** What a fix in the journal claims. */
    public static Claim of(JournalEntry entry) {
        JournalEntry.Subject s = entry.subject();
        return new Claim(
                s.rule(),
                s.fingerprint(),
                s.key(),
                s.message(),
                s.verification(),
                Optional.of(entry.number()),
                entry.endedAt());
    }

    /** What is there is not fixed: to be told so. */
    public static Claim of(Finding finding, Optional<Instant> fixed) {
        return new Claim(
                finding.rule(),
                finding.fingerprint(),
                finding.key(),
                finding.message(),
                finding.verify(),
                Optional.empty(),
                fixed);
    }

    Duration within() {
        return verification.map(Verification::within).orElse(Duration.ZERO);
    }
}
