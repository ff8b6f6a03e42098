package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Severity;
import java.util.Comparator;
import java.util.List;

/** What a monitoring system makes of a diagnosis. */
public enum State {
    /** No warning or worse. */
    OK(0),
    WARNING(1),
    /** An error or worse. */
    CRITICAL(2),
    /** Nothing is known, and not everything could be looked at. */
    UNKNOWN(3);

    private final int code;

    State(int code) {
        this.code = code;
    }

    /** The number by which plugins give it. */
    public int code() {
        return code;
    }

    /** A known problem weighs more than an unknown one, unless the policy is strict. */
    public static State of(Diagnosis diagnosis, Policy policy) {
        return of(diagnosis.findings(), diagnosis, policy);
    }

    /** The same for some of the findings: what was not looked at may have held one more of them. */
    static State of(List<Finding> findings, Diagnosis diagnosis, Policy policy) {
        State known = findings.stream()
                .filter(policy::weighs)
                .map(f -> of(f.severity()))
                .max(Comparator.naturalOrder())
                .orElse(OK);
        boolean unknown = policy.unchecked(diagnosis) && (policy.strict() || known == OK);
        return unknown ? UNKNOWN : known;
    }

    private static State of(Severity severity) {
        if (severity.atLeast(Severity.ERROR)) {
            return CRITICAL;
        }
        return severity == Severity.WARNING ? WARNING : OK;
    }
}
