package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.lang.Pos;
import java.util.List;

/**
 * Which sides of a rule's conditions and choices its examples show.
 *
 * @param branches in the order of the file
 */
public record RuleCoverage(String rule, List<Branch> branches) {

    public RuleCoverage {
        branches = List.copyOf(branches);
    }

    /** Those that no example shows. */
    public List<Branch> missing() {
        return branches.stream().filter(b -> b.seen() == 0).toList();
    }

    /**
     * One side of a condition, or one value of a choice.
     *
     * @param statement as written, on one line; of a choice the word it begins with
     * @param side {@code true} or {@code false} of a condition, the value of a choice
     * @param seen groups, over all examples, that were on this side
     */
    public record Branch(Pos at, String statement, String side, int seen) {}
}
