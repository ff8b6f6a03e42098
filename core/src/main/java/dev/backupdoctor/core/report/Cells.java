package dev.backupdoctor.core.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One line of evidence as it is shown, and the column at which each of its bytes stands. */
final class Cells {

    private static final int TAB = 8;

    private final List<Glyph> glyphs = new ArrayList<>();
    private final int[] columnOf;
    private final int columns;

    /** What is shown for one character, or for one byte that is part of none. */
    private record Glyph(String text, int column, int width) {

        /** What stands in some of its columns; a wide character that is cut becomes a blank. */
        String part(int from, int to) {
            if (to - from == width) {
                return text;
            }
            // An escaped byte and a tab have one character for each column.
            boolean divisible = text.codePointCount(0, text.length()) == width;
            return divisible ? text.substring(from, to) : " ".repeat(to - from);
        }
    }

    /** @param bytes the line, one char per byte */
    Cells(String bytes, Escape escape) {
        columnOf = new int[bytes.length() + 1];
        int column = 0;
        for (int i = 0; i < bytes.length(); ) {
            int length = length(bytes, i);
            String text = bytes.charAt(i) == '\t'
                    ? " ".repeat(TAB - column % TAB)
                    : escape.bytes(bytes.substring(i, i + length));
            int width = Columns.of(text);
            if (width == 0 && !glyphs.isEmpty()) {
                Glyph base = glyphs.remove(glyphs.size() - 1);
                glyphs.add(new Glyph(base.text() + text, base.column(), base.width()));
            } else {
                glyphs.add(new Glyph(text, column, width));
            }
            Arrays.fill(columnOf, i, i + length, column);
            column += width;
            i += length;
        }
        columnOf[bytes.length()] = column;
        columns = column;
    }

    /** Bytes of the character at an index; 1 for a byte that is part of none. */
    private static int length(String bytes, int at) {
        int lead = bytes.charAt(at);
        int length = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
        if (length == 1 || at + length > bytes.length()) {
            return 1;
        }
        String shown = new Escape(true).bytes(bytes.substring(at, at + length));
        return shown.codePointCount(0, shown.length()) == 1 ? length : 1;
    }

    int columns() {
        return columns;
    }

    /** The column, from 0, at which a byte is shown; that behind the last one for a byte behind the line. */
    int column(int index) {
        return columnOf[Math.max(0, Math.min(index, columnOf.length - 1))];
    }

    /** What stands between two columns, the second exclusive. */
    String slice(int from, int to) {
        StringBuilder out = new StringBuilder();
        for (Glyph g : glyphs) {
            int start = Math.max(from, g.column());
            int end = Math.min(to, g.column() + g.width());
            if (start < end) {
                out.append(g.part(start - g.column(), end - g.column()));
            }
        }
        return out.toString();
    }
}
