package dev.backupdoctor.core.format;

import dev.backupdoctor.core.value.Type;
import java.util.Optional;

/**
 * Reads the text in a hole. Works on strings with one char per byte; never throws on content: what does not fit, or
 * overflows, is not accepted.
 */
public sealed interface Reader permits CharsReader, CodeReader, MomentReader, NumberReader, WordsReader {

    /** How much text a reader may take; decides which holes may touch. */
    enum Breadth {
        /** A word of a set, or a time: the end is never in doubt. */
        FIXED,
        /** Digits, perhaps with a unit. */
        DIGITS,
        /** Anything up to a blank. */
        WORD,
        /** Anything. */
        ANY
    }

    /** Type of the values. */
    Type type();

    Breadth breadth();

    /** The greatest end, exclusive, so that {@code [from, end)} is accepted; -1 if there is none. */
    int longest(String text, int from, int to);

    /** The value of exactly {@code [from, to)}; empty if it is not accepted. */
    Optional<Object> parse(String text, int from, int to);

    /** How a value is written so that this reader gives it back, one char per byte; empty when it cannot be. */
    default Optional<String> write(Object value) {
        return Optional.empty();
    }

    /** True when {@link #parse} gives a value. */
    default boolean accepts(String text, int from, int to) {
        return parse(text, from, to).isPresent();
    }

    /** False when nothing shorter than the longest makes sense: half a number is not a number. */
    default boolean divisible() {
        return breadth().compareTo(Breadth.WORD) >= 0;
    }

    /** True when all that {@link #longest} covers is accepted from its begin to wherever one stops. */
    default boolean acceptsAnyBegin() {
        return false;
    }

    /** True when it takes as much as it can even before a literal. */
    default boolean greedy() {
        return false;
    }
}
