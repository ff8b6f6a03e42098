package dev.backupdoctor.cli;

import java.util.List;

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

    /** Ended by Ctrl-C. */
    static final int INTERRUPTED = 130;

    /** Ended by SIGTERM. */
    static final int TERMINATED = 143;

    /** A known problem says more than an unknown one, and what kept us from looking says more than either. */
    private static final List<Integer> PRECEDENCE =
            List.of(INTERRUPTED, TERMINATED, INTERNAL, USAGE, REFUSED, NOT_PROVED, FINDINGS, UNCHECKED, CLEAN);

    private ExitCode() {}

    /** Of two codes that both apply, the one to end with. */
    static int first(int one, int other) {
        return PRECEDENCE.indexOf(one) <= PRECEDENCE.indexOf(other) ? one : other;
    }
}
