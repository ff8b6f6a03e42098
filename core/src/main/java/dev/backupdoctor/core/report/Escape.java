package dev.backupdoctor.core.report;

import dev.backupdoctor.core.value.Utf8;
import java.util.Map;

/**
 * Makes text from outside safe to show: whatever could move the cursor, change a colour or hide a character is spelled
 * out as {@code \xNN}.
 *
 * @param unicode false to spell everything but ASCII
 */
record Escape(boolean unicode) {

    private static final Map<Integer, String> SPELLED = Map.ofEntries(
            Map.entry(0xb7, "-"),
            Map.entry(0xd7, "x"),
            Map.entry(0x2013, "-"),
            Map.entry(0x2014, "-"),
            Map.entry(0x2018, "'"),
            Map.entry(0x2019, "'"),
            Map.entry(0x201c, "\""),
            Map.entry(0x201d, "\""),
            Map.entry(0x2026, "..."),
            Map.entry(0x2192, "->"),
            Map.entry(0x2264, "<="),
            Map.entry(0x2265, ">="));

    /** Text of ours or of a value, on one line. */
    String text(String text) {
        String shown = Utf8.decode(Utf8.encode(text)).replace('\t', ' ');
        return unicode ? shown : spell(shown);
    }

    /** A piece of a log: one char per byte in, readable text out; tabs stay. */
    String bytes(String bytes) {
        return ascii(Utf8.decode(bytes));
    }

    private static String spell(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(p -> out.append(SPELLED.getOrDefault(p, p < 0x80 ? Character.toString(p) : hex(p))));
        return out.toString();
    }

    private String ascii(String text) {
        if (unicode || text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(p -> out.append(p < 0x80 ? Character.toString(p) : hex(p)));
        return out.toString();
    }

    private static String hex(int point) {
        StringBuilder out = new StringBuilder();
        Utf8.encode(Character.toString(point)).chars().forEach(b -> out.append(String.format("\\x%02x", b)));
        return out.toString();
    }
}
