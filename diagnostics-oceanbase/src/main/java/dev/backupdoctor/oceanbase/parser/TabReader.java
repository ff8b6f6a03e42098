package dev.backupdoctor.oceanbase.parser;

import dev.backupdoctor.core.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads rows parted by tabs, as clients print them into a pipe or with {@code -B}: a line of column names first. Line
 * ends, tabs and backslashes inside values are escaped; they are kept as they stand.
 */
final class TabReader {

    private final SourceText source;

    TabReader(SourceText source) {
        this.source = source;
    }

    /** The rows under the header in a line; empty if it is none. */
    Optional<Result> read(int header) {
        List<ViewRow.Cell> columns = cells(header);
        boolean named = columns.size() > 1 && columns.stream().allMatch(c -> isName(c.text()));
        if (!named) {
            return Optional.empty();
        }
        List<ViewRow> rows = new ArrayList<>();
        int line = header + 1;
        while (line <= source.lines()) {
            List<ViewRow.Cell> cells = cells(line);
            if (cells.size() != columns.size()) {
                break;
            }
            ViewRow row = new ViewRow(source, source.place(line));
            for (int i = 0; i < cells.size(); i++) {
                row.put(columns.get(i).text(), cells.get(i));
            }
            rows.add(row);
            line++;
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(Result.of(rows, line));
    }

    private List<ViewRow.Cell> cells(int line) {
        List<ViewRow.Cell> cells = new ArrayList<>();
        String text = source.line(line);
        int from = 0;
        for (int tab = text.indexOf('\t'); from <= text.length(); tab = text.indexOf('\t', from)) {
            int to = tab < 0 ? text.length() : tab;
            cells.add(new ViewRow.Cell(text.substring(from, to), source.start(line) + from));
            from = to + 1;
        }
        return cells;
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= 64
                && !Character.isDigit(text.charAt(0))
                && text.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '$'));
    }
}
