package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.core.value.Utf8;

/** Text as Python writes it between quotes. */
final class PythonText {

    private static final String ESCAPED = "nrt0abfv\\'\"";
    private static final String MEANT = "\n\r\t\0\u0007\b\f\u000b\\'\"";

    private PythonText() {}

    /**
     * The bytes that a text between quotes stands for, one per char. A lone surrogate {@code \\udc80} to
     * {@code \\udcff} is how Python keeps a byte of a file name that is not UTF-8. What is no escape stands for itself.
     */
    static String unescape(String quoted) {
        if (quoted.indexOf('\\') < 0) {
            return quoted;
        }
        StringBuilder out = new StringBuilder(quoted.length());
        for (int i = 0; i < quoted.length(); ) {
            char c = quoted.charAt(i);
            char next = i + 1 < quoted.length() ? quoted.charAt(i + 1) : 0;
            int digits = c != '\\' ? 0 : next == 'x' ? 2 : next == 'u' ? 4 : next == 'U' ? 8 : 0;
            int point = digits == 0 ? -1 : hex(quoted, i + 2, digits);
            int simple = ESCAPED.indexOf(next);
            if (point >= 0) {
                out.append(bytes(point));
                i += 2 + digits;
            } else if (c == '\\' && next != 0 && simple >= 0) {
                out.append(MEANT.charAt(simple));
                i += 2;
            } else {
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }

    /** The bytes of a text, one per char, in which lone surrogates stand for bytes as above. */
    static String bytes(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> out.append(bytes(point)));
        return out.toString();
    }

    private static String bytes(int point) {
        if (point >= 0xdc80 && point <= 0xdcff) {
            return String.valueOf((char) (point - 0xdc00));
        }
        return point < 0x80 ? String.valueOf((char) point) : Utf8.encode(Character.toString(point));
    }

    /** The number that so many hexadecimal digits stand for; -1 if they are none, or no character. */
    private static int hex(String text, int from, int digits) {
        if (from + digits > text.length()) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value > Character.MAX_CODE_POINT ? -1 : (int) value;
    }
}
