package dev.backupdoctor.core.baseline;

import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Severity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A finding that does not count for a while.
 *
 * @param severity that it had when it was suppressed: a graver one counts
 * @param title of the rule and what the finding is about, for people
 * @param reason why it is put up with; never blank
 * @param expires last day, in UTC, on which it does not count
 */
public record Suppression(
        String fingerprint, String rule, Severity severity, String title, String reason, LocalDate expires) {

    public Suppression {
        if (fingerprint.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("a suppression has a fingerprint and a reason");
        }
    }

    /** The suppression of a finding. */
    public static Suppression of(Finding finding, String reason, LocalDate expires) {
        String key = finding.key().isEmpty() ? "" : " " + finding.key();
        return new Suppression(
                finding.fingerprint(), finding.rule(), finding.severity(), finding.title() + key, reason, expires);
    }

    /** True on all days after the last one. */
    public boolean expired(Instant now) {
        return now.atOffset(ZoneOffset.UTC).toLocalDate().isAfter(expires);
    }
}
