package dev.backupdoctor.core.spi;

import dev.backupdoctor.core.value.Type;
import java.util.Map;
import java.util.Optional;

/** Reads what stands in front of each record of a log, where shapes cannot say it. */
public interface HeadReader {

    /** The fields it can give, with their types. */
    Map<String, Type> fields();

    /**
     * The head at the begin of a line, empty if the line begins no record.
     *
     * @param line one char per byte, without line end
     */
    Optional<Head> read(String line);

    /**
     * A head.
     *
     * @param length bytes it takes; the record's text follows
     * @param fields values of the types announced; a time without zone is a {@link java.time.LocalDateTime}
     */
    record Head(int length, Map<String, Object> fields) {}
}
