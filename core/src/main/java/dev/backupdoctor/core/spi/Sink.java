package dev.backupdoctor.core.spi;

import dev.backupdoctor.core.value.Place;

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

    /** Something torn or foreign; {@code line} from 1, 0 for the source as a whole. */
    void problem(long line, String reason);
}
