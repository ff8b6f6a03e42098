package dev.backupdoctor.core.format;

import java.time.Instant;
import java.util.Optional;

/** The time from the first to the last of what was seen; both empty when nothing had a time. */
record Span(Optional<Instant> first, Optional<Instant> last) {

    static final Span NONE = new Span(Optional.empty(), Optional.empty());

    /** The span that reaches to this time too. */
    Span with(Instant time) {
        boolean earlier = first.isEmpty() || time.isBefore(first.get());
        boolean later = last.isEmpty() || time.isAfter(last.get());
        return new Span(earlier ? Optional.of(time) : first, later ? Optional.of(time) : last);
    }
}
