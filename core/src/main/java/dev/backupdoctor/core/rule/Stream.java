package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All events that a binding found.
 *
 * @param events in the order of the case
 */
public record Stream(List<Event> events) {

    /** Sub-streams that have a field in common, in the order of their first events. */
    public record Parts(List<Stream> parts) {
        public Parts {
            parts = List.copyOf(parts);
        }
    }

    public Stream {
        events = List.copyOf(events);
    }

    /** The stream cut by the known values of a field; events that lack it are left out. */
    Parts per(String key) {
        Map<Object, List<Event>> parts = new LinkedHashMap<>();
        for (Event e : events) {
            e.field(key)
                    .known()
                    .ifPresent(k ->
                            parts.computeIfAbsent(k, x -> new ArrayList<>()).add(e));
        }
        return new Parts(parts.values().stream().map(Stream::new).toList());
    }

    /** The events that have this value in a field. */
    Stream narrowed(String key, Object value) {
        return new Stream(events.stream()
                .filter(e -> e.field(key).known().filter(value::equals).isPresent())
                .toList());
    }

    /** The field of all events if it is the same in all that have it; none if they differ. */
    Value only(String field) {
        Value found = Value.none();
        for (Event e : events) {
            Value v = e.field(field);
            if (v.isMissing()) {
                return v;
            } else if (v.isKnown() && !found.isKnown()) {
                found = v;
            } else if (v.isKnown() && !v.known().equals(found.known())) {
                return Value.none();
            }
        }
        return found;
    }
}
