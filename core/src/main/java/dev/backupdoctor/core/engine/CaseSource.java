package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A source that was read, as rules see it.
 *
 * @param yields kinds of event that its format can give
 * @param whole read to its end without a cut: only then does silence mean that there is nothing
 * @param constants fields that are the same for the whole source, such as the host that wrote it
 * @param first time of its first record, if it has times
 * @param last time of its last record
 * @param events in the order of the source
 */
public record CaseSource(
        String name,
        Set<String> yields,
        boolean whole,
        Map<String, Value> constants,
        Optional<Instant> first,
        Optional<Instant> last,
        List<Event> events) {

    public CaseSource {
        yields = Set.copyOf(yields);
        constants = Map.copyOf(constants);
        events = List.copyOf(events);
    }
}
