package dev.backupdoctor.cli;

/** What the exit codes of all commands mean. They are part of the interface: codes are added, none changes. */
final class ExitCode {

    /** Finished; nothing at or above the threshold. */
    static final int CLEAN = 0;

    /** Finished; findings at or above the threshold. */
    static final int FINDINGS = 1;

    /** Asked wrongly, or with a bad rule; nothing was analysed. */
    static final int USAGE = 2;

    /** Nothing at the threshold, but not everything could be looked at, or the report could not be delivered. */
    static final int UNCHECKED = 3;

    /** What was to be verified does not hold. */
    static final int NOT_PROVED = 4;

    /** A fix or undo was refused or stopped; the message and the journal say what was done. */
    static final int REFUSED = 5;

    /** A bug of ours. */
    static final int INTERNAL = 70;

    private ExitCode() {}
}
