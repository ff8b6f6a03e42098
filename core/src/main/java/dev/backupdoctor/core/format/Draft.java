package dev.backupdoctor.core.format;

import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An event before the whole source was read: what holds for all of the source is not in it yet, and times without zone
 * are as they were read.
 *
 * @param own captured in its own line or taken from its values, or components of a parser's record
 * @param context in force at its line
 * @param head of its record; empty when none was found
 * @param isOfLine read from a line by a shape, not from the whole by a parser
 */
record Draft(
        String kind,
        Map<String, Value> own,
        Map<String, Value> context,
        Map<String, Value> head,
        Place place,
        boolean isOfLine) {

    /** True when both were read from lines that say the same, in whatever file and line they stand. */
    boolean saysTheSame(Draft other) {
        return kind.equals(other.kind)
                && place.offset() == other.place.offset()
                && place.column() == other.place.column()
                && place.text().equals(other.place.text())
                && known(own).equals(known(other.own));
    }

    private static Map<String, Optional<Object>> known(Map<String, Value> fields) {
        return fields.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().known()));
    }
}
