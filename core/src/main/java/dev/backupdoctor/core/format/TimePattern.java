package dev.backupdoctor.core.format;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A time as logs write it, by pattern letters of {@link java.time.format.DateTimeFormatter}, in English.
 *
 * <pre>
 * yyyy yy MM MMM dd d HH H mm ss SSS nnnnnnnnn EEE X XX XXX Z
 * </pre>
 *
 * {@code d} and {@code H} take one or two digits, or a blank and a digit; {@code S} takes as many digits as letters. A
 * weekday is read and not compared with the date. Anything that is no letter stands for itself, and so does text in
 * single quotes.
 */
public final class TimePattern {

    /** The year of a time whose pattern has none. A leap year, so that 29 February can be read. */
    static final int NO_YEAR = 0;

    private final List<TimePart> parts;
    private final boolean zoned;

    private TimePattern(List<TimePart> parts) {
        this.parts = List.copyOf(parts);
        this.zoned = parts.stream().anyMatch(p -> p.field() == TimePart.Field.OFFSET);
    }

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException with a message for the author when the pattern makes no sense
     */
    static TimePattern compile(String pattern) {
        List<TimePart> parts = new ArrayList<>();
        for (int i = 0; i < pattern.length(); ) {
            char c = pattern.charAt(i);
            if (c == '\'') {
                int close = pattern.indexOf('\'', i + 1);
                if (close < 0) {
                    throw new IllegalArgumentException("a quote is not closed");
                }
                // A quote is written twice, within quotes and without.
                boolean doubled = close == i + 1 || (i > 0 && pattern.charAt(i - 1) == '\'');
                parts.add(TimePart.literal((doubled ? "'" : "") + pattern.substring(i + 1, close)));
                i = close + 1;
            } else if (Character.isLetter(c)) {
                int end = i + 1;
                while (end < pattern.length() && pattern.charAt(end) == c) {
                    end++;
                }
                parts.add(TimePart.letters(pattern.substring(i, end)));
                i = end;
            } else {
                parts.add(TimePart.literal(String.valueOf(c)));
                i++;
            }
        }
        require(parts, TimePart.Field.MONTH, "month");
        require(parts, TimePart.Field.DAY, "day");
        return new TimePattern(parts);
    }

    private static void require(List<TimePart> parts, TimePart.Field field, String name) {
        if (parts.stream().noneMatch(p -> p.field() == field)) {
            throw new IllegalArgumentException("it has no " + name);
        }
    }

    /** End of the time that begins at {@code from}; -1 if none does. */
    int end(String text, int from, int to) {
        var fields = new TimeFields();
        int end = read(text, from, to, fields);
        return end >= 0 && fields.value(zoned).isPresent() ? end : -1;
    }

    /**
     * The time written in exactly {@code [from, to)}: an {@link Instant} when the pattern has an offset from UTC, else
     * a {@link LocalDateTime}, whose year is {@link #NO_YEAR} when the pattern has none.
     */
    Optional<Object> parse(String text, int from, int to) {
        var fields = new TimeFields();
        return from < to && read(text, from, to, fields) == to ? fields.value(zoned) : Optional.empty();
    }

    private int read(String text, int from, int to, TimeFields fields) {
        int at = from;
        for (TimePart part : parts) {
            at = part.read(text, at, to, fields);
            if (at < 0) {
                return -1;
            }
        }
        return at;
    }
}
