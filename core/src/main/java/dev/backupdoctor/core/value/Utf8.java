package dev.backupdoctor.core.value;

import java.nio.charset.StandardCharsets;

/** Between bytes kept one per char (ISO 8859-1) and readable text. */
public final class Utf8 {

    private Utf8() {}

    /** The text for people: valid UTF-8 decoded, every other byte and every control character as {@code \xNN}. */
    public static String decode(String bytes) {
        StringBuilder out = null;
        for (int i = 0; i < bytes.length(); ) {
            char c = bytes.charAt(i);
            boolean plain = c >= 0x20 && c < 0x7f;
            if (plain && out == null) {
                i++;
                continue;
            }
            if (out == null) {
                out = new StringBuilder(bytes.length() + 16).append(bytes, 0, i);
            }
            int length = plain ? 1 : sequence(bytes, i);
            if (plain || c == '\t') {
                out.append(c);
                i++;
            } else if (length < 2 || isControl(bytes, i, length)) {
                int escaped = Math.max(1, length);
                for (int k = 0; k < escaped; k++) {
                    out.append(String.format("\\x%02x", (int) bytes.charAt(i + k)));
                }
                i += escaped;
            } else {
                out.append(text(bytes, i, length));
                i += length;
            }
        }
        return out == null ? bytes : out.toString();
    }

    /** Text as the bytes of its UTF-8 form, one per char: how literals are compared with lines. */
    public static String encode(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Length in bytes of the valid UTF-8 sequence at an index; 0 when the byte there is stray. */
    static int sequence(String bytes, int at) {
        int lead = bytes.charAt(at);
        int length = length(lead);
        if (length == 0 || at + length > bytes.length()) {
            return 0;
        }
        for (int k = 1; k < length; k++) {
            if ((bytes.charAt(at + k) & 0xc0) != 0x80) {
                return 0;
            }
        }
        // Overlong forms, surrogates and code points above U+10FFFF are not UTF-8, though they look like it.
        int second = length > 2 ? bytes.charAt(at + 1) : 0;
        boolean wrong = (lead == 0xe0 && second < 0xa0)
                || (lead == 0xed && second > 0x9f)
                || (lead == 0xf0 && second < 0x90)
                || (lead == 0xf4 && second > 0x8f);
        return wrong ? 0 : length;
    }

    /** Length that a lead byte announces; 0 for bytes that lead nothing. */
    private static int length(int lead) {
        if (lead < 0x80) {
            return 1;
        } else if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    }

    /** C1 controls and directional overrides would let a log line repaint the terminal. */
    private static boolean isControl(String bytes, int at, int length) {
        int point = text(bytes, at, length).codePointAt(0);
        int type = Character.getType(point);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static String text(String bytes, int at, int length) {
        byte[] raw = bytes.substring(at, at + length).getBytes(StandardCharsets.ISO_8859_1);
        return new String(raw, StandardCharsets.UTF_8);
    }
}
