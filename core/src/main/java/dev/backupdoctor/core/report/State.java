package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Severity;
import java.util.Comparator;

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
        State known = ofFindings(diagnosis, policy);
        boolean unknown = policy.unchecked(diagnosis) && (policy.strict() || known == OK);
        return unknown ? UNKNOWN : known;
    }

    /** By the gravest finding that weighs, whatever was not looked at. */
    static State ofFindings(Diagnosis diagnosis, Policy policy) {
        return diagnosis.findings().stream()
                .filter(policy::weighs)
                .map(f -> of(f.severity()))
                .max(Comparator.naturalOrder())
                .orElse(OK);
    }

    static State of(Severity severity) {
        if (severity.atLeast(Severity.ERROR)) {
            return CRITICAL;
        }
        return severity == Severity.WARNING ? WARNING : OK;
    }
}
