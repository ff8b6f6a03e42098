package dev.backupdoctor.oceanbase.parser;

import dev.backupdoctor.core.source.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a table with borders.
 *
 * <pre>
 * +-----------+--------+
 * | TENANT_ID | STATUS |
 * +-----------+--------+
 * |      1002 | NORMAL |
 * +-----------+--------+
 * </pre>
 *
 * <p>A row is cut where the border has its plus signs, counted in cells of a terminal, since a value may hold a bar.
 * Where rows do not line up, as in texts that were edited by hand, it is cut at every bar, if that gives as many cells
 * as there are columns. A value may hold line ends: a row goes on until a line ends with a bar.
 */
final class TableReader {

    private static final int MAX_LINES_OF_ROW = 200;

    private final SourceText source;

    TableReader(SourceText source) {
        this.source = source;
    }

    static boolean isBorder(String line) {
        return line.length() >= 3
                && line.startsWith("+-")
                && line.endsWith("+")
                && line.chars().allMatch(c -> c == '+' || c == '-');
    }

    /** The table whose first border stands in a line; empty if no header follows. */
    Optional<Result> read(int border) {
        List<Integer> bars = bars(source.line(border));
        if (border + 2 > source.lines() || !isBorder(source.line(border + 2).strip())) {
            return Optional.empty();
        }
        List<String> columns = cells(border + 1, border + 1, bars).stream()
                .map(ViewRow.Cell::text)
                .toList();
        List<ViewRow> rows = new ArrayList<>();
        int line = border + 3;
        while (line <= source.lines() && source.line(line).strip().startsWith("|")) {
            int last = lastLine(line);
            row(line, last, columns, bars).ifPresent(rows::add);
            line = last + 1;
        }
        boolean closed = line <= source.lines() && isBorder(source.line(line).strip());
        return columns.isEmpty() ? Optional.empty() : Optional.of(Result.of(rows, closed ? line + 1 : line));
    }

    /** Columns of the terminal in which the border has its plus signs. */
    private static List<Integer> bars(String border) {
        List<Integer> bars = new ArrayList<>();
        for (int i = 0; i < border.length(); i++) {
            if (border.charAt(i) == '+') {
                bars.add(i);
            }
        }
        return bars;
    }

    /** The line with which the row ends: the first that ends with a bar, or the first itself if none does. */
    private int lastLine(int first) {
        int end = Math.min(source.lines(), first + MAX_LINES_OF_ROW);
        for (int line = first; line <= end; line++) {
            String text = source.line(line).strip();
            if (text.endsWith("|") && (line > first || text.length() > 1)) {
                return line;
            }
        }
        return first;
    }

    private Optional<ViewRow> row(int first, int last, List<String> columns, List<Integer> bars) {
        List<ViewRow.Cell> cells = cells(first, last, bars);
        if (cells.size() != columns.size()) {
            return Optional.empty();
        }
        ViewRow row = new ViewRow(source, source.place(first));
        for (int i = 0; i < cells.size(); i++) {
            row.put(columns.get(i), cells.get(i));
        }
        return Optional.of(row);
    }

    /** The cells of a row; empty if they cannot be told apart. */
    private List<ViewRow.Cell> cells(int first, int last, List<Integer> bars) {
        int from = source.start(first);
        String text = source.text()
                .substring(from, source.start(last) + source.line(last).length());
        List<Integer> cuts = first == last ? aligned(text, bars) : List.of();
        if (cuts.size() != bars.size()) {
            cuts = bars(text.replace('+', ' ').replace('|', '+'));
        }
        List<ViewRow.Cell> cells = new ArrayList<>();
        for (int i = 0; i + 1 < cuts.size() && cuts.size() == bars.size(); i++) {
            String cell = text.substring(cuts.get(i) + 1, cuts.get(i + 1));
            int blanks = cell.length() - cell.stripLeading().length();
            cells.add(new ViewRow.Cell(cell.strip(), from + cuts.get(i) + 1 + blanks));
        }
        return cells;
    }

    /** Offsets of the bars that stand under the border's plus signs. */
    private static List<Integer> aligned(String line, List<Integer> bars) {
        List<Integer> cuts = new ArrayList<>();
        String text = new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        int column = 0;
        int offset = 0;
        for (int i = 0; i < text.length() && cuts.size() < bars.size(); ) {
            int point = text.codePointAt(i);
            if (point == '|' && column == bars.get(cuts.size())) {
                cuts.add(offset);
            }
            column += width(point);
            offset += new String(Character.toChars(point)).getBytes(StandardCharsets.UTF_8).length;
            i += Character.charCount(point);
        }
        return offset <= line.length() ? cuts : List.of();
    }

    /** Cells of the terminal that a character takes: 2 for those of East Asia. */
    private static int width(int point) {
        boolean wide = (point >= 0x1100 && point <= 0x115f)
                || (point >= 0x2e80 && point <= 0xa4cf)
                || (point >= 0xac00 && point <= 0xd7a3)
                || (point >= 0xf900 && point <= 0xfaff)
                || (point >= 0xfe30 && point <= 0xfe4f)
                || (point >= 0xff00 && point <= 0xff60)
                || (point >= 0xffe0 && point <= 0xffe6)
                || (point >= 0x1f300 && point <= 0x1faff)
                || (point >= 0x20000 && point <= 0x3fffd);
        return wide ? 2 : 1;
    }
}
