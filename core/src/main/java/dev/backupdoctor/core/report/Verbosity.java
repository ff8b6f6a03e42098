package dev.backupdoctor.core.report;

/** How much of a diagnosis is shown. */
public enum Verbosity {
    /** One sentence for each finding, and the counts. */
    QUIET,
    /** Findings with evidence, causes and fixes. */
    NORMAL,
    /** Folded symptoms, ruled-out causes and every problem as well. */
    VERBOSE
}
