package dev.backupdoctor.core.format;

import dev.backupdoctor.core.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the other parts of a rotated log say that holds in one part too.
 *
 * @param identity what holds for the log and the part itself does not name
 * @param head of the record that was not over when the part began
 * @param contexts in force when the part began: by label, that of the oldest line first
 */
public record Carried(Map<String, Value> identity, Map<String, Value> head, Map<String, Map<String, Value>> contexts) {

    /** Nothing: the part is a log of its own. */
    public static final Carried NONE = new Carried(Map.of(), Map.of(), Map.of());

    public Carried {
        identity = Collections.unmodifiableMap(new LinkedHashMap<>(identity));
        contexts = Collections.unmodifiableMap(new LinkedHashMap<>(contexts));
    }

    /** The same with another identity. */
    public Carried identity(Map<String, Value> other) {
        return new Carried(other, head, contexts);
    }

    /** The fields in force at a line, given those that the lines of its own part give. */
    Map<String, Value> inForce(Map<String, Value> own) {
        Map<String, Value> all = new LinkedHashMap<>();
        contexts.forEach((label, fields) -> {
            if (isUnset(own, label)) {
                all.putAll(fields);
            }
        });
        own.forEach((name, value) -> {
            if (!contexts.containsKey(name) || !isUnset(own, name)) {
                all.put(name, value);
            }
        });
        return Collections.unmodifiableMap(all);
    }

    /** True when no line of a label stood before: the label then names the source as a whole. */
    static boolean isUnset(Map<String, Value> fields, String label) {
        return fields.getOrDefault(label, Value.none()) instanceof Value.Known k
                && k.from().stream().allMatch(place -> place.line() == 0);
    }
}
