package dev.backupdoctor.core.event;

import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Value;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What one record of a source states.
 *
 * @param kind {@code product.name}
 * @param fields by name; a field that this record does not state is none, or absent from the map
 * @param place the record; its marked part is what to show
 * @param order rank in the case: by time of the source's records, then path, then offset; unique
 */
public record Event(String kind, Map<String, Value> fields, Place place, long order) {

    public Event {
        fields = Fields.copyOf(fields);
    }

    /** The field, none if this event does not state it. */
    public Value field(String name) {
        return fields.getOrDefault(name, Value.none());
    }

    /** When it happened, if the source says so. */
    public Optional<Instant> at() {
        return field("at").as(Instant.class);
    }

    public Event withOrder(long rank) {
        return new Event(kind, fields, place, rank);
    }

    /** One event is one record: equal only when it stands at the same place and says the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Event e && e.order == order && e.kind.equals(kind) && e.place.equals(place);
    }

    @Override
    public int hashCode() {
        return 31 * place.hashCode() + kind.hashCode();
    }
}
