package dev.backupdoctor.core.event;

import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A kind of event: its fields with their types, and which formats can yield it.
 *
 * @param name {@code product.name}
 * @param fields by name; besides these every event has {@code at}, {@code line} and {@code source}
 * @param formats names of the formats that yield it
 * @param soughtBy the field by which events of this kind are asked for, empty for ordinary kinds
 */
public record Kind(String name, SortedMap<String, Type> fields, SortedSet<String> formats, String soughtBy) {

    /** Fields that every event has. */
    public static final Map<String, Type> COMMON =
            Map.of("at", Scalar.INSTANT, "line", Scalar.NUMBER, "source", Scalar.PLACE);

    public Kind {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        formats = Collections.unmodifiableSortedSet(new TreeSet<>(formats));
    }

    /** The type of a field, {@code null}-free: {@link Type#BROKEN} when the kind has no such field. */
    public Type type(String field) {
        Type own = fields.get(field);
        return own != null ? own : COMMON.getOrDefault(field, Scalar.BROKEN);
    }

    public boolean has(String field) {
        return fields.containsKey(field) || COMMON.containsKey(field);
    }
}
