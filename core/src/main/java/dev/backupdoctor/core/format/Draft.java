package dev.backupdoctor.core.format;

import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Value;
import java.util.Map;

/**
 * An event before the whole source was read: what holds for all of the source is not in it yet, and times without zone
 * are as they were read.
 *
 * @param own captured in its own line or taken from its values, or components of a parser's record
 * @param context in force at its line
 * @param head of its record
 */
record Draft(String kind, Map<String, Value> own, Map<String, Value> context, Map<String, Value> head, Place place) {

    /** An event, its place and its line, without any text. */
    private static final int EVENT_BYTES = 320;

    /** A value with its place, without any text. */
    private static final int VALUE_BYTES = 144;

    /** Memory that the event will take, more or less; what it shares with others does not count. */
    int bytes() {
        return EVENT_BYTES + place.text().length() + bytes(own) + bytes(head);
    }

    private static int bytes(Map<String, Value> fields) {
        int sum = 0;
        for (Value value : fields.values()) {
            sum += VALUE_BYTES + value.as(String.class).map(String::length).orElse(0);
        }
        return sum;
    }
}
