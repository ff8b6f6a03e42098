package dev.backupdoctor.core.format;

import dev.backupdoctor.core.value.Scalar;
import java.util.Optional;

/** Reads a time written by a pattern; gives what {@link TimePattern#parse} gives. */
record MomentReader(TimePattern pattern) implements Reader {

    @Override
    public Scalar type() {
        return Scalar.INSTANT;
    }

    @Override
    public Breadth breadth() {
        return Breadth.FIXED;
    }

    @Override
    public int longest(String text, int from, int to) {
        return pattern.end(text, from, to);
    }

    @Override
    public Optional<Object> parse(String text, int from, int to) {
        return pattern.parse(text, from, to);
    }
}
