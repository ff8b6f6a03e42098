package dev.backupdoctor.core.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The drafts of one source, as many as memory is given to: the first ones by their place, in whatever order they come.
 * A parser's come after those of lines.
 */
final class Drafts {

    private static final Comparator<Draft> ORDER = Comparator.<Draft>comparingLong(
                    d -> d.place().offset())
            .thenComparingInt(d -> d.place().column());

    private final long limitBytes;
    private final List<Draft> kept = new ArrayList<>();
    private long bytes;
    private long seen;
    private Optional<Draft> firstLeftOut = Optional.empty();

    Drafts(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    void add(Draft draft) {
        seen++;
        if (firstLeftOut.isPresent() && ORDER.compare(draft, firstLeftOut.get()) >= 0) {
            return;
        }
        kept.add(draft);
        bytes += draft.bytes();
        // Not at the limit itself, so that what comes in disorder is not sorted anew for each draft.
        if (bytes > limitBytes + limitBytes / 8) {
            trim();
        }
    }

    /** What is kept, by place. */
    List<Draft> inOrder() {
        trim();
        return kept;
    }

    /** How many were too many. */
    long leftOut() {
        return seen - kept.size();
    }

    /** Line of the first one that was too many; 0 if there is none. */
    long leftOutFrom() {
        return firstLeftOut.map(d -> d.place().line()).orElse(0L);
    }

    private void trim() {
        kept.sort(ORDER);
        if (bytes <= limitBytes) {
            return;
        }
        int fit = 0;
        long sum = 0;
        while (sum + kept.get(fit).bytes() <= limitBytes) {
            sum += kept.get(fit).bytes();
            fit++;
        }
        firstLeftOut = Optional.of(kept.get(fit));
        kept.subList(fit, kept.size()).clear();
        bytes = sum;
    }
}
