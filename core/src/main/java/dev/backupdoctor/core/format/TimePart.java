package dev.backupdoctor.core.format;

import java.util.List;

/**
 * One part of a time pattern.
 *
 * @param field what it sets
 * @param literal text that must stand there; empty for all but {@link Field#LITERAL}
 * @param min least number of digits
 * @param max greatest number of digits; 0 for names
 */
record TimePart(Field field, String literal, int min, int max) {

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final List<String> WEEKDAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    /** What a part sets. */
    enum Field {
        YEAR,
        MONTH,
        DAY,
        HOUR,
        MINUTE,
        SECOND,
        NANO,
        OFFSET,
        WEEKDAY,
        LITERAL
    }

    static TimePart literal(String text) {
        return new TimePart(Field.LITERAL, text, 0, 0);
    }

    static TimePart letters(String letters) {
        int count = letters.length();
        return switch (letters) {
            case "yyyy", "uuuu" -> digits(Field.YEAR, 4, 4);
            case "yy" -> digits(Field.YEAR, 2, 2);
            case "MMM" -> digits(Field.MONTH, 0, 0);
            case "MM" -> digits(Field.MONTH, 2, 2);
            case "dd" -> digits(Field.DAY, 2, 2);
            case "d" -> digits(Field.DAY, 1, 2);
            case "HH" -> digits(Field.HOUR, 2, 2);
            case "H" -> digits(Field.HOUR, 1, 2);
            case "mm" -> digits(Field.MINUTE, 2, 2);
            case "ss" -> digits(Field.SECOND, 2, 2);
            case "EEE" -> digits(Field.WEEKDAY, 0, 0);
            case "X", "XX", "XXX", "Z" -> digits(Field.OFFSET, 0, 0);
            case "nnnnnnnnn" -> digits(Field.NANO, 9, 9);
            default -> {
                if (letters.charAt(0) != 'S' || count > 9) {
                    throw new IllegalArgumentException("'" + letters + "' has no meaning in it");
                }
                yield digits(Field.NANO, count, count);
            }
        };
    }

    private static TimePart digits(Field field, int min, int max) {
        return new TimePart(field, "", min, max);
    }

    /** Reads the part at {@code at}, sets its field and gives its end; -1 if it does not stand there. */
    int read(String text, int at, int to, TimeFields fields) {
        return switch (field) {
            case LITERAL -> at + literal.length() <= to && text.startsWith(literal, at) ? at + literal.length() : -1;
            case WEEKDAY -> name(WEEKDAYS, text, at, to, fields);
            case OFFSET -> offset(text, at, to, fields);
            case MONTH -> max == 0 ? name(MONTHS, text, at, to, fields) : number(text, at, to, fields);
            default -> number(text, at, to, fields);
        };
    }

    private int name(List<String> names, String text, int at, int to, TimeFields fields) {
        if (at + 3 > to) {
            return -1;
        }
        int index = names.indexOf(text.substring(at, at + 3));
        fields.set(field, index + 1);
        return index < 0 ? -1 : at + 3;
    }

    private int number(String text, int at, int to, TimeFields fields) {
        // A lone digit may be padded with a blank: "Dec  6".
        boolean padded = min == 1 && at + 1 < to && text.charAt(at) == ' ';
        int start = padded ? at + 1 : at;
        int most = padded ? 1 : max;
        int end = start;
        int value = 0;
        while (end < to && end - start < most && isDigit(text.charAt(end))) {
            value = value * 10 + text.charAt(end++) - '0';
        }
        if (end - start < min) {
            return -1;
        }
        fields.set(field, scaled(value));
        return field == Field.YEAR && scaled(value) == TimePattern.NO_YEAR ? -1 : end;
    }

    /** Two digits of a year are of this century; digits of a fraction count from the point. */
    private int scaled(int value) {
        if (field == Field.YEAR) {
            return max == 2 ? 2000 + value : value;
        }
        int scaled = value;
        for (int i = max; field == Field.NANO && i < 9; i++) {
            scaled *= 10;
        }
        return scaled;
    }

    /** {@code Z}, {@code +01}, {@code +0100} or {@code +01:00}. */
    private int offset(String text, int at, int to, TimeFields fields) {
        if (at < to && text.charAt(at) == 'Z') {
            return at + 1;
        }
        if (at + 3 > to || "+-".indexOf(text.charAt(at)) < 0) {
            return -1;
        }
        int hours = two(text, at + 1, to);
        int colon = at + 3 < to && text.charAt(at + 3) == ':' ? 1 : 0;
        int minutes = two(text, at + 3 + colon, to);
        if (hours < 0 || hours > 18 || minutes > 59) {
            return -1;
        }
        int seconds = hours * 3600 + Math.max(0, minutes) * 60;
        fields.set(field, text.charAt(at) == '-' ? -seconds : seconds);
        return minutes < 0 ? at + 3 : at + 5 + colon;
    }

    private static int two(String text, int at, int to) {
        boolean there = at + 2 <= to && isDigit(text.charAt(at)) && isDigit(text.charAt(at + 1));
        return there ? (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0' : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
