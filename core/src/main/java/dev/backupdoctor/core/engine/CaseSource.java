package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.format.Claim;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A source that was read, as rules see it.
 *
 * @param claims kinds that it was looked into for: only for these does silence mean that there is nothing
 * @param first time of its first record, if it has times
 * @param last time of its last record
 * @param events in the order of the source
 */
public record CaseSource(
        String name, List<Claim> claims, Optional<Instant> first, Optional<Instant> last, List<Event> events) {

    public CaseSource {
        claims = List.copyOf(claims);
        events = List.copyOf(events);
    }
}
