package dev.backupdoctor.core.format;

import dev.backupdoctor.core.value.Measure;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Size;
import dev.backupdoctor.core.value.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Readers of numbers: plain ones, durations, sizes, and times counted since the epoch.
 *
 * @param type of the values
 * @param form how the number is written
 * @param factor nanoseconds or bytes in one, 1 for plain numbers
 * @param like a value of the measure to give
 */
record NumberReader(Scalar type, Form form, BigDecimal factor, Object like) implements Reader {

    private static final int MAX_DIGITS = 40;

    /** All of them, by the name that a shape uses. */
    static final Map<String, NumberReader> ALL = Map.ofEntries(
            Map.entry("number", number(Form.DECIMAL)),
            Map.entry("count", number(Form.DIGITS)),
            Map.entry("int", number(Form.SIGNED)),
            Map.entry("hex", number(Form.HEX)),
            Map.entry("seconds", duration(Unit.S)),
            Map.entry("millis", duration(Unit.MS)),
            Map.entry("micros", duration(Unit.US)),
            Map.entry("nanos", duration(Unit.NS)),
            Map.entry("bytes", new NumberReader(Scalar.SIZE, Form.SIGNED, Unit.BYTE.factor(), new Size(0))),
            Map.entry("kib", new NumberReader(Scalar.SIZE, Form.DECIMAL, Unit.KIB.factor(), new Size(0))),
            Map.entry("size", new NumberReader(Scalar.SIZE, Form.WITH_UNIT, BigDecimal.ONE, new Size(0))),
            Map.entry("epoch_s", epoch(Form.DECIMAL, Unit.S)),
            Map.entry("epoch_us", epoch(Form.DIGITS, Unit.US)),
            Map.entry("epoch_ns", epoch(Form.DIGITS, Unit.NS)));

    /** How a number is written. */
    enum Form {
        /** Digits. */
        DIGITS,
        /** Digits, perhaps with a sign. */
        SIGNED,
        /** With sign, fraction and exponent, all optional. */
        DECIMAL,
        /** Hexadecimal digits, perhaps after {@code 0x}. */
        HEX,
        /** A decimal, perhaps blanks, and a unit of size. */
        WITH_UNIT
    }

    private static NumberReader number(Form form) {
        return new NumberReader(Scalar.NUMBER, form, BigDecimal.ONE, BigDecimal.ZERO);
    }

    private static NumberReader duration(Unit unit) {
        return new NumberReader(Scalar.DURATION, Form.DECIMAL, unit.factor(), Duration.ZERO);
    }

    private static NumberReader epoch(Form form, Unit unit) {
        return new NumberReader(Scalar.INSTANT, form, unit.factor(), Instant.EPOCH);
    }

    @Override
    public Breadth breadth() {
        return Breadth.DIGITS;
    }

    @Override
    public int longest(String text, int from, int to) {
        int end = end(text, from, to);
        return end > from && accepts(text, from, end) ? end : -1;
    }

    @Override
    public Optional<Object> parse(String text, int from, int to) {
        if (from >= to || end(text, from, to) != to) {
            return Optional.empty();
        }
        if (form == Form.HEX) {
            return Optional.of(new BigDecimal(new BigInteger(text.substring(hexDigits(text, from, to), to), 16)));
        } else if (form == Form.WITH_UNIT) {
            int end = decimal(text, from, to, true);
            return unit(text.substring(end, to).strip())
                    .flatMap(u -> Measure.of(new BigDecimal(text.substring(from, end)).multiply(u), like));
        }
        BigDecimal number = new BigDecimal(text.substring(from, to));
        boolean whole = form != Form.DECIMAL;
        if (whole && number.unscaledValue().bitLength() > Long.SIZE - 1) {
            return Optional.empty();
        }
        return Measure.of(number.multiply(factor), like);
    }

    @Override
    public Optional<String> write(Object value) {
        if (form == Form.HEX || !like.getClass().isInstance(value)) {
            return Optional.empty();
        }
        return Measure.amount(value)
                .map(amount -> amount.divide(factor, MathContext.DECIMAL64).stripTrailingZeros())
                .map(number -> number.signum() == 0 ? "0" : number.toPlainString())
                .map(number -> form == Form.WITH_UNIT ? number + " " + Unit.BYTE.symbol() : number)
                .filter(text -> accepts(text, 0, text.length()));
    }

    /** End of the longest text at {@code from} that is written in this form; {@code from} if there is none. */
    private int end(String text, int from, int to) {
        return switch (form) {
            case DIGITS -> digits(text, from, to);
            case SIGNED -> decimal(text, from, to, false);
            case DECIMAL -> decimal(text, from, to, true);
            case HEX -> hex(text, from, to);
            case WITH_UNIT -> withUnit(text, from, to);
        };
    }

    private static int digits(String text, int from, int to) {
        int end = from;
        while (end < to && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end - from > MAX_DIGITS ? from : end;
    }

    private static int decimal(String text, int from, int to, boolean fraction) {
        boolean signed = from < to && (text.charAt(from) == '-' || text.charAt(from) == '+');
        int start = signed ? from + 1 : from;
        int end = digits(text, start, to);
        if (end == start) {
            return from;
        }
        if (fraction && end < to && text.charAt(end) == '.') {
            int more = digits(text, end + 1, to);
            end = more > end + 1 ? more : end;
        }
        return fraction ? exponent(text, end, to) : end;
    }

    /** Skips {@code e-05}, as Python writes small numbers; two digits at most, so that nothing explodes. */
    private static int exponent(String text, int from, int to) {
        if (from + 1 >= to || (text.charAt(from) != 'e' && text.charAt(from) != 'E')) {
            return from;
        }
        char sign = text.charAt(from + 1);
        int start = sign == '-' || sign == '+' ? from + 2 : from + 1;
        int end = digits(text, start, Math.min(to, start + 2));
        return end > start ? end : from;
    }

    private static int hexDigits(String text, int from, int to) {
        boolean marked = from + 2 < to && text.charAt(from) == '0' && (text.charAt(from + 1) | 0x20) == 'x';
        return marked ? from + 2 : from;
    }

    private static int hex(String text, int from, int to) {
        int start = hexDigits(text, from, to);
        int end = start;
        while (end < to && Character.digit(text.charAt(end), 16) >= 0 && text.charAt(end) < 0x80) {
            end++;
        }
        return end == start || end - start > 16 ? from : end;
    }

    private static int withUnit(String text, int from, int to) {
        int end = decimal(text, from, to, true);
        int unit = end;
        while (unit < to && CharsReader.isBlank(text.charAt(unit))) {
            unit++;
        }
        int unitEnd = unit;
        while (unitEnd < to && Character.isLetter(text.charAt(unitEnd)) && text.charAt(unitEnd) < 0x80) {
            unitEnd++;
        }
        return end > from && unit(text.substring(unit, unitEnd)).isPresent() ? unitEnd : from;
    }

    private static Optional<BigDecimal> unit(String symbol) {
        if (symbol.equals("bytes") || symbol.equals("Bytes")) {
            return Optional.of(BigDecimal.ONE);
        }
        return Unit.of(symbol).filter(u -> u.measure() == Scalar.SIZE).map(Unit::factor);
    }
}
