package dev.backupdoctor.core.format;

import dev.backupdoctor.core.value.Scalar;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/** Reads a number that a product uses for an error. */
record CodeReader(Codes codes) implements Reader {

    private static final NumberReader DIGITS = Objects.requireNonNull(NumberReader.ALL.get("int"));

    @Override
    public Scalar type() {
        return Scalar.CODE;
    }

    @Override
    public Breadth breadth() {
        return Breadth.DIGITS;
    }

    @Override
    public int longest(String text, int from, int to) {
        return DIGITS.longest(text, from, to);
    }

    @Override
    public Optional<Object> parse(String text, int from, int to) {
        return DIGITS.parse(text, from, to).map(n -> codes.code(((BigDecimal) n).longValueExact()));
    }
}
