package dev.backupdoctor.cli;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.report.Policy;

/** Turns a diagnosis into an exit code. */
record ExitPolicy(Policy policy) {

    int code(Diagnosis diagnosis) {
        int found = diagnosis.findings().stream().anyMatch(policy::counts) ? ExitCode.FINDINGS : ExitCode.CLEAN;
        if (!policy.unchecked(diagnosis)) {
            return found;
        }
        return policy.strict() ? ExitCode.UNCHECKED : ExitCode.first(found, ExitCode.UNCHECKED);
    }
}
