package dev.backupdoctor.oceanbase.parser;

import dev.backupdoctor.core.source.SourceText;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads rows printed one column a line, as {@code \G} asks for.
 *
 * <pre>
 * *************************** 1. row ***************************
 *    JOB_ID: 8
 *    STATUS: FAILED
 *   COMMENT:
 *      PATH:file:///data/nfs/backup
 * 1 row in set
 * </pre>
 *
 * <p>Names end in one and the same column of the terminal. A line whose name does not end there belongs to the value
 * before it. A blank line, the count of rows and a prompt end the result.
 */
final class VerticalReader {

    private static final int MAX_NAME = 64;

    private final SourceText source;

    VerticalReader(SourceText source) {
        this.source = source;
    }

    static boolean isRowMark(String line) {
        String middle = line.startsWith("*****") && line.endsWith("*****")
                ? line.replace("*", "").strip()
                : "";
        int dot = middle.indexOf(". row");
        return dot > 0
                && middle.length() == dot + ". row".length()
                && Times.whole(middle.substring(0, dot)).isPresent();
    }

    /** The rows from a row mark on. */
    Result read(int firstMark) {
        List<ViewRow> rows = new ArrayList<>();
        int line = firstMark;
        while (line <= source.lines() && isRowMark(source.line(line).strip())) {
            ViewRow row = new ViewRow(source, source.place(line));
            line = row(row, line + 1);
            if (!row.isEmpty()) {
                rows.add(row);
            }
        }
        return Result.of(rows, line);
    }

    /** Reads one row and gives the number of the line behind it. */
    private int row(ViewRow row, int first) {
        int colon = -1;
        int line = first;
        String name = "";
        int from = 0;
        while (line <= source.lines() && !ends(source.line(line).strip())) {
            String text = source.line(line);
            int here = colon(text);
            boolean begins = here > 0 && (colon < 0 || here == colon);
            if (begins) {
                put(row, name, from, line - 1);
                colon = here;
                name = text.substring(0, here).strip();
                from = source.start(line) + here + 1;
            } else if (name.isEmpty()) {
                return line;
            }
            line++;
        }
        put(row, name, from, line - 1);
        return line;
    }

    private void put(ViewRow row, String name, int from, int lastLine) {
        if (name.isEmpty()) {
            return;
        }
        int to = source.start(lastLine) + source.line(lastLine).length();
        String value = source.text().substring(Math.min(from, to), to);
        int blanks = value.length() - value.stripLeading().length();
        row.put(name, new ViewRow.Cell(value.strip(), from + blanks));
    }

    /** Where the colon behind the name of a column stands; -1 if the line does not begin with one. */
    private static int colon(String line) {
        int colon = line.indexOf(':');
        String name =
                colon > 0 && colon <= 2 * MAX_NAME ? line.substring(0, colon).strip() : "";
        boolean plain = !name.isEmpty()
                && name.length() <= MAX_NAME
                && name.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || "_$()*#".indexOf(c) >= 0));
        return plain ? colon : -1;
    }

    private static boolean ends(String line) {
        return line.isEmpty()
                || isRowMark(line)
                || line.startsWith("```")
                || line.startsWith("Query OK")
                || (Character.isDigit(line.charAt(0))
                        && (line.contains(" row in set") || line.contains(" rows in set")))
                || isPrompt(line);
    }

    private static boolean isPrompt(String line) {
        return line.startsWith("obclient")
                || line.startsWith("mysql>")
                || line.startsWith("MySQL [")
                || line.startsWith("MariaDB [");
    }
}
