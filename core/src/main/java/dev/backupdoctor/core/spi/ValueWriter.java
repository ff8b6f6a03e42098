package dev.backupdoctor.core.spi;

import java.util.Optional;

/**
 * Writes a value the way the parser of the same name reads it: what a rule's {@code edit} puts in the place of an old
 * value. Everything around the value stays as it is.
 */
@FunctionalInterface
public interface ValueWriter {

    /**
     * The text of a value; empty when the format cannot express it.
     *
     * @param old what stands there now, one char per byte; tells whether values are quoted
     * @param value as rules have it: a BigDecimal, Duration, Size, Boolean or String
     * @return one char per byte; without line end
     */
    Optional<String> write(String old, Object value);
}
