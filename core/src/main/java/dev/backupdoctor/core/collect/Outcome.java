package dev.backupdoctor.core.collect;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What became of one collector.
 *
 * @param collector its name
 * @param formats of what it brings
 * @param reason why it brought nothing, or not all; empty when there is nothing to say
 * @param sources that it brought
 */
public record Outcome(
        String collector,
        SortedSet<String> formats,
        State state,
        String reason,
        int sources,
        long bytes,
        Duration took) {

    /** How it went. */
    public enum State {
        /** It brought all there was. */
        DONE,
        /** It brought something, and more was there. */
        CUT,
        /** What it looks at is not on this host. */
        ABSENT,
        /** It could not look. */
        FAILED
    }

    public Outcome {
        formats = Collections.unmodifiableSortedSet(new TreeSet<>(formats));
    }

    static Outcome failed(String collector, Set<String> formats, String reason, Duration took) {
        return new Outcome(collector, new TreeSet<>(formats), State.FAILED, reason, 0, 0, took);
    }

    /** True when silence of what it would have brought means nothing. */
    public boolean incomplete() {
        return state == State.CUT || state == State.FAILED;
    }
}
