package dev.backupdoctor.core.engine;

import java.util.List;

/**
 * What came of damaging the examples of a rule.
 *
 * @param tried damaged examples that were judged
 * @param wrong at most one for each way of damage and example
 */
public record Fuzz(String rule, long seed, int tried, List<Wrong> wrong) {

    public Fuzz {
        wrong = List.copyOf(wrong);
    }

    /**
     * A damaged example that was judged wrongly.
     *
     * @param damage what was done, e.g. {@code without the lines of 'limit' (acme.conf:1)}
     * @param what is wrong about it
     */
    public record Wrong(String example, String damage, String what) {}
}
