package dev.backupdoctor.core.format;

import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Value;
import java.util.Map;

/**
 * A record of a log, or a further line of one.
 *
 * @param from where its text begins in the line, after the head
 * @param to where it ends, exclusive
 * @param head fields of its head, or of the head of the record that the line belongs to; times without zone as read
 */
record LogRecord(Line line, int from, int to, Map<String, Value> head) {

    /** The line with the record's text marked. */
    Place place() {
        return line.place(from, Math.max(from, Shape.trimmed(line.text(), from, to)));
    }

    String text() {
        return line.text().substring(from, Shape.trimmed(line.text(), from, to));
    }
}
