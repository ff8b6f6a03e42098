package dev.backupdoctor.nbd.set;

import java.io.IOException;
import java.util.List;

/**
 * A set does not give what was asked of it: a file is missing, damaged, or does not belong there.
 *
 * <p>The message says what failed, on what, why, and what to try.
 */
public final class ChainException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient List<SetProblem> problems;

    /** A request that the set cannot fulfil, because of these problems. */
    public ChainException(String message, List<SetProblem> problems) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    /** A file of the set that could not be read on the way. */
    public ChainException(String message, SetProblem problem, Throwable cause) {
        super(message, cause);
        this.problems = List.of(problem);
    }

    /** What is wrong with the set, the worst first; empty when only the request was. */
    public List<SetProblem> problems() {
        return problems;
    }
}
