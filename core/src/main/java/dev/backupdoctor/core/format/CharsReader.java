package dev.backupdoctor.core.format;

import dev.backupdoctor.core.value.RawName;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Utf8;
import dev.backupdoctor.core.value.Version;
import java.util.Optional;

/** Readers of text. Values are cut at {@link #MAX_BYTES}; at least one byte is needed. */
enum CharsReader implements Reader {
    /** Any characters. */
    TEXT(Scalar.TEXT, Breadth.ANY),
    /** The bytes of a name, whatever they are. */
    RAW(Scalar.RAW, Breadth.ANY),
    /** No blank. */
    WORD(Scalar.TEXT, Breadth.WORD),
    /** Text in double quotes with backslash escapes, or a word. */
    QUOTED(Scalar.TEXT, Breadth.WORD),
    /** Begins with a digit and ends with a letter or digit: {@code 2.0.0p26}, {@code 4.2.1-7}. */
    VERSION(Scalar.VERSION, Breadth.WORD);

    /** Bytes kept of one value. */
    static final int MAX_BYTES = 4096;

    private final Scalar type;
    private final Breadth breadth;

    CharsReader(Scalar type, Breadth breadth) {
        this.type = type;
        this.breadth = breadth;
    }

    @Override
    public Scalar type() {
        return type;
    }

    @Override
    public Breadth breadth() {
        return breadth;
    }

    /** The dots of a version would otherwise end it at the first literal dot. */
    @Override
    public boolean greedy() {
        return this == VERSION;
    }

    @Override
    public boolean divisible() {
        return this != QUOTED;
    }

    @Override
    public boolean acceptsAnyBegin() {
        return this == TEXT || this == RAW || this == WORD;
    }

    @Override
    public int longest(String text, int from, int to) {
        int end = from;
        if (this == TEXT || this == RAW) {
            end = to;
        } else if (this == QUOTED && from < to && text.charAt(from) == '"') {
            return closingQuote(text, from, to);
        } else if (this == VERSION) {
            while (end < to && isVersionChar(text.charAt(end))) {
                end++;
            }
            while (end > from && !isAlphanumeric(text.charAt(end - 1))) {
                end--;
            }
            return accepts(text, from, end) ? end : -1;
        } else {
            while (end < to && !isBlank(text.charAt(end))) {
                end++;
            }
        }
        return end > from ? end : -1;
    }

    @Override
    public boolean accepts(String text, int from, int to) {
        if (from >= to) {
            return false;
        }
        return switch (this) {
            case TEXT, RAW -> true;
            case WORD -> longest(text, from, to) == to;
            case QUOTED -> longest(text, from, to) == to;
            case VERSION -> isVersion(text, from, to);
        };
    }

    @Override
    public Optional<Object> parse(String text, int from, int to) {
        if (!accepts(text, from, to)) {
            return Optional.empty();
        }
        String bytes = text.substring(from, Math.min(to, from + MAX_BYTES));
        return Optional.of(
                switch (this) {
                    case TEXT, WORD -> Utf8.decode(bytes);
                    case RAW -> new RawName(bytes);
                    case QUOTED -> Utf8.decode(text.charAt(from) == '"' ? unquote(bytes) : bytes);
                    case VERSION -> new Version(bytes);
                });
    }

    @Override
    public Optional<String> write(Object value) {
        boolean fits =
                value instanceof RawName ? this == RAW : value instanceof Version ? this == VERSION : this != RAW;
        String bytes = value instanceof RawName raw ? raw.bytes() : Utf8.encode(value.toString());
        boolean plain = this != QUOTED || bytes.chars().noneMatch(c -> c == '"' || c == '\\');
        return Optional.of(bytes).filter(b -> fits && plain && accepts(b, 0, b.length()));
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAlphanumeric(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isVersionChar(char c) {
        return isAlphanumeric(c) || ".-_+~".indexOf(c) >= 0;
    }

    private static boolean isVersion(String text, int from, int to) {
        if (!isDigit(text.charAt(from)) || !isAlphanumeric(text.charAt(to - 1)) || to - from > MAX_BYTES) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (!isVersionChar(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Index after the quote that closes the one at {@code from}; -1 if there is none. */
    private static int closingQuote(String text, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i + 1;
            }
        }
        return -1;
    }

    private static String unquote(String quoted) {
        StringBuilder out = new StringBuilder(quoted.length());
        for (int i = 1; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c == '"') {
                break;
            }
            if (c != '\\' || i + 1 == quoted.length()) {
                out.append(c);
                continue;
            }
            char escaped = quoted.charAt(++i);
            int octal = octal(quoted, i);
            if (octal >= 0) {
                out.append((char) octal);
                i += 2;
            } else {
                int known = "ntrf".indexOf(escaped);
                out.append(known < 0 ? escaped : "\n\t\r\f".charAt(known));
            }
        }
        return out.toString();
    }

    /** The byte that three octal digits at an index stand for; -1 if there are none. */
    private static int octal(String text, int at) {
        int value = 0;
        for (int i = at; i < at + 3; i++) {
            if (i >= text.length() || text.charAt(i) < '0' || text.charAt(i) > '7') {
                return -1;
            }
            value = value * 8 + text.charAt(i) - '0';
        }
        return value > 255 ? -1 : value;
    }
}
