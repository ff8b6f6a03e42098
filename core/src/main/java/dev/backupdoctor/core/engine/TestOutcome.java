package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.lang.Pos;
import java.util.Optional;

/**
 * What came of one example or sample.
 *
 * @param owner id of the rule, or name of the format
 * @param at where it stands
 * @param message why it failed, or why it was skipped; empty when it passed
 */
public record TestOutcome(String owner, Pos at, String title, Result result, String message) {

    /** Passed, failed, or not run. */
    public enum Result {
        PASSED,
        FAILED,
        SKIPPED
    }

    static TestOutcome of(String owner, Pos at, String title, Optional<String> wrong) {
        return new TestOutcome(owner, at, title, wrong.isEmpty() ? Result.PASSED : Result.FAILED, wrong.orElse(""));
    }

    static TestOutcome skipped(String owner, Pos at, String title, String because) {
        return new TestOutcome(owner, at, title, Result.SKIPPED, because);
    }
}
