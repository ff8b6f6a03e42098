package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.value.Place;
import java.util.Optional;

/** How values of the fields of a product's events are written back to where they were read. */
public interface Editing {

    /** Why values of this field cannot be edited; empty when they can. */
    Optional<String> obstacle(String kind, String field);

    /**
     * The text of a value, one char per byte; empty when no format that can yield the kind writes it at this place.
     *
     * @param place the old value
     */
    Optional<String> write(String kind, String field, Place place, Object value);
}
