package dev.backupdoctor.core.format;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which records of a sought kind are asked for.
 *
 * @param fields values, as events hold them, that a record must have where it has the field at all; among them the one
 *     of the field by which the kind is sought
 */
public record Wanted(Map<String, Object> fields) {

    public Wanted {
        fields = Map.copyOf(fields);
    }

    /** How the values are written in a line, one char per byte. */
    private Map<String, String> written() {
        Map<String, String> written = new TreeMap<>();
        fields.forEach((name, value) -> written.put(name, Plan.written(value)));
        return written;
    }

    /** What is asked for, by the written value of the field by which the kind is sought. */
    static Map<String, Collection<Map<String, String>>> byValue(Collection<Wanted> all, String soughtBy) {
        return all.stream()
                .map(Wanted::written)
                .collect(Collectors.groupingBy(
                        w -> w.get(soughtBy), TreeMap::new, Collectors.toCollection(ArrayList::new)));
    }
}
