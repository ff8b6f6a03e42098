package dev.backupdoctor.core.format;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.source.Problem;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The events of one source in the order of their offsets, with the memory that they take. */
public final class HeldEvents {

    private final List<Event> events;
    private final int[] bytes;
    private final long leftOut;
    private final long leftOutFrom;

    private HeldEvents(List<Event> events, int[] bytes, long leftOut, long leftOutFrom) {
        this.events = events;
        this.bytes = bytes;
        this.leftOut = leftOut;
        this.leftOutFrom = leftOutFrom;
    }

    /**
     * Holds events.
     *
     * @param bytes of memory that each of them takes
     * @param drafts says what was left out
     */
    static HeldEvents of(List<Event> events, int[] bytes, Drafts drafts) {
        return new HeldEvents(List.copyOf(events), bytes, drafts.leftOut(), drafts.leftOutFrom());
    }

    public List<Event> events() {
        return events;
    }

    /** Bytes of memory that all of them take, more or less. */
    public long bytes() {
        return Arrays.stream(bytes).asLongStream().sum();
    }

    /** True when the source has more events than are held. */
    public boolean isCut() {
        return leftOut > 0;
    }

    /** What to say of those that are left out. */
    Optional<Problem> problem(String source) {
        String many = leftOut == 1 ? "1 event is" : leftOut + " events are";
        return isCut()
                ? Optional.of(new Problem(
                        source,
                        leftOutFrom,
                        "there is more than memory is given to: from here on " + many + " left out",
                        true))
                : Optional.empty();
    }

    /** Times of the events, those left out that hold for the whole source. */
    List<Instant> times(Optional<Instant> ofSource) {
        return events.stream()
                .flatMap(e -> e.at().stream())
                .filter(at -> !ofSource.equals(Optional.of(at)))
                .toList();
    }
}
