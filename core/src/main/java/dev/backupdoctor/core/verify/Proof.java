package dev.backupdoctor.core.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a verification found.
 *
 * @param message what the finding had said; empty when nobody knows any more
 * @param entry number in the journal of the fix that is proved; empty when there is none
 * @param fixed when the fix was done, as far as known
 * @param steps in the order in which they were looked at
 */
public record Proof(
        String rule,
        String fingerprint,
        SortedMap<String, String> key,
        String message,
        String host,
        Optional<Integer> entry,
        Optional<Instant> fixed,
        Instant started,
        Duration took,
        List<Step> steps) {

    /** Three answers, never two. */
    public enum Answer {
        HOLDS,
        FAILS,
        OPEN;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing that was looked at.
     *
     * @param what was looked at
     * @param text what was seen
     * @param figures what was measured, with units
     */
    public record Step(String what, Answer answer, String text, SortedMap<String, String> figures) {}

    public Proof {
        steps = List.copyOf(steps);
    }

    /** Holds only when everything does. */
    public Answer answer() {
        if (steps.stream().anyMatch(s -> s.answer() == Answer.FAILS)) {
            return Answer.FAILS;
        }
        boolean all = !steps.isEmpty() && steps.stream().allMatch(s -> s.answer() == Answer.HOLDS);
        return all ? Answer.HOLDS : Answer.OPEN;
    }
}
