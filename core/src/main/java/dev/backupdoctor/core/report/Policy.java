package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Severity;
import java.util.Optional;
import java.util.Set;

/**
 * What counts, as the user asked for it. Every finding is shown; only some change an exit code or a state.
 *
 * @param failOn from which severity on findings count; empty when none does
 * @param leastSure findings that are less sure do not count
 * @param strict true when what could not be looked at weighs more than a known problem, and open rules count as such
 * @param onlyNew true when findings that are {@code known} do not count
 * @param known fingerprints of findings that were known before this run, and are not graver now; empty when nobody told
 */
public record Policy(
        Optional<Severity> failOn, Confidence leastSure, boolean strict, boolean onlyNew, Optional<Set<String>> known) {

    /** What holds when nothing else is asked for. */
    public static final Policy DEFAULT =
            new Policy(Optional.of(Severity.ERROR), Confidence.LIKELY, false, false, Optional.empty());

    public Policy {
        known = known.map(Set::copyOf);
    }

    /** True when the finding changes the exit code. */
    public boolean counts(Finding finding) {
        return weighs(finding) && failOn.filter(finding.severity()::atLeast).isPresent();
    }

    /** The same without the threshold: true when it is sure enough, and new where only new ones are asked for. */
    public boolean weighs(Finding finding) {
        return finding.confidence().compareTo(leastSure) <= 0 && !(onlyNew && isKnown(finding));
    }

    /** True when the finding was known before this run. */
    public boolean isKnown(Finding finding) {
        return known.filter(fingerprints -> fingerprints.contains(finding.fingerprint()))
                .isPresent();
    }

    /** True when silence proves nothing: an input was not read whole, or nothing was looked at. */
    public boolean unchecked(Diagnosis diagnosis) {
        // A script that names the wrong file must not read "clean".
        boolean nothing = diagnosis.rules().ran() == 0 && diagnosis.findings().isEmpty();
        return !diagnosis.complete() || nothing || (strict && !diagnosis.open().isEmpty());
    }
}
