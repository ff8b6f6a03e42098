package dev.backupdoctor.cli;

import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;

/**
 * Turns a diagnosis into an exit code.
 *
 * @param leastSure findings that are less sure are shown, but do not count
 * @param strict true when what could not be looked at weighs more than a known problem, and open rules count as such
 */
record ExitPolicy(FailOn failOn, Confidence leastSure, boolean strict) {

    int code(Diagnosis diagnosis) {
        boolean found = diagnosis.findings().stream().anyMatch(this::counts);
        boolean unchecked = !diagnosis.complete() || nothingChecked(diagnosis);
        if (strict && (unchecked || !diagnosis.open().isEmpty())) {
            return ExitCode.UNCHECKED;
        } else if (found) {
            return ExitCode.FINDINGS;
        }
        return unchecked ? ExitCode.UNCHECKED : ExitCode.CLEAN;
    }

    private boolean counts(Finding finding) {
        return failOn.reachedBy(finding.severity()) && finding.confidence().compareTo(leastSure) <= 0;
    }

    /** A script that names the wrong file must not read "clean". */
    private static boolean nothingChecked(Diagnosis diagnosis) {
        return diagnosis.rules().ran() == 0 && diagnosis.findings().isEmpty();
    }
}
