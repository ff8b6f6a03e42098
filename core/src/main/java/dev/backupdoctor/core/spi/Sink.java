package dev.backupdoctor.core.spi;

import dev.backupdoctor.core.value.Place;
import java.util.Map;

/** Takes what a parser reads from one source. */
public interface Sink {

    /**
     * An event.
     *
     * @param event a record with {@link dev.backupdoctor.core.event.EventKind}
     * @param at where it stands, with the part marked that is worth showing
     */
    void event(Record event, Place at);

    /**
     * Something that holds for the whole source, such as the host that wrote it. All events of the source get the
     * field, and a source whose identity contradicts a key does not count as having been looked into for that key.
     */
    void identity(String field, Object value, Place at);

    /**
     * The source holds all events of this kind that have these values, be they none. A parser that calls this covers
     * nothing but what it says and what the shapes of lines give; one that never does covers every kind of its format.
     *
     * @param keys fields with the one value that was looked for, e.g. a tenant; empty when all were
     */
    void covers(Class<? extends Record> kind, Map<String, Object> keys);

    /** Something because of which the source tells less than it should, so that silence of it means nothing. */
    default void torn(long line, String reason) {
        problem(line, reason);
    }

    /** Something torn or foreign; {@code line} from 1, 0 for the source as a whole. */
    void problem(long line, String reason);
}
