package dev.backupdoctor.core.spi;

import java.util.List;
import java.util.Optional;

/** Reads the key-value tail of a record, for {@code take name: reader from a.b}. Torn text gives what there is. */
public interface ValuesReader {

    /**
     * The values of one record.
     *
     * @param record text of the record after its head, one char per byte
     */
    Values read(String record);

    /** The values of one record, looked up by path. */
    interface Values {

        /** The text of the value under {@code a.b.c}; empty if there is none, or if it is not a plain value. */
        Optional<Slice> get(List<String> path);
    }

    /** Text with its offset in the record. */
    record Slice(String text, int offset) {}
}
