package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.format.SourceEvents;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory for events, shared among the sources of an analysis: each may have as much as is left when all that need
 * less than that have what they need. So a flood in one log takes nothing from the others, and the result does not
 * depend on the order in which sources are read.
 */
final class EventShare {

    private final long limitBytes;
    private final List<SourceEvents> held = new ArrayList<>();
    private long heldBytes;
    private long level;

    /** Shares so many bytes. */
    EventShare(long limitBytes) {
        this.limitBytes = limitBytes;
        this.level = limitBytes;
    }

    long limitBytes() {
        return limitBytes;
    }

    /** What the next source may have at most; it never rises. */
    long level() {
        return level;
    }

    void add(SourceEvents source) {
        held.add(source);
        heldBytes += source.held().bytes();
        // Some more than the limit is borne, so that the level is not looked for with each of very many sources.
        if (heldBytes > limitBytes + limitBytes / 8) {
            settle();
        }
    }

    /** All sources, each with its share. */
    List<SourceEvents> all() {
        settle();
        return List.copyOf(held);
    }

    private void settle() {
        long[] needs = held.stream().mapToLong(EventShare::need).sorted().toArray();
        long left = limitBytes;
        for (int i = 0; i < needs.length; i++) {
            long share = left / (needs.length - i);
            if (needs[i] > share) {
                level = Math.min(level, share);
                break;
            }
            left -= needs[i];
        }
        held.replaceAll(s -> s.upTo(level));
        heldBytes = held.stream().mapToLong(s -> s.held().bytes()).sum();
    }

    /** One that was cut would take whatever it got. */
    private static long need(SourceEvents source) {
        return source.held().isCut() ? Long.MAX_VALUE : source.held().bytes();
    }
}
