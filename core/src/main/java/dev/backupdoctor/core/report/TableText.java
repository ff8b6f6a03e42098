package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** A table of facts. Columns that are too wide are narrowed and their cells wrapped; nothing is left out. */
final class TableText {

    private static final String INDENT = "   ";
    private static final String GAP = "   ";

    private final Page page;

    TableText(Page page) {
        this.page = page;
    }

    void write(Table table) {
        if (!table.title().isEmpty()) {
            page.flow(List.of(Span.plain(INDENT)), new Span(Role.STRONG, page.text(table.title())), INDENT.length());
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(shown(table.columns()));
        table.rows().forEach(row -> rows.add(shown(row)));
        int[] widths = widths(rows, table.columns().size(), cell -> cell);
        int[] words = widths(rows, table.columns().size(), TableText::longestWord);
        int room = page.screen().width() - INDENT.length() - GAP.length() * (widths.length - 1);
        if (narrow(widths, words, room)) {
            for (int i = 0; i < rows.size(); i++) {
                row(rows.get(i), widths, i == 0 ? Role.DIM : Role.PLAIN);
            }
        } else {
            list(rows);
        }
    }

    private List<String> shown(List<String> cells) {
        return cells.stream().map(page::text).toList();
    }

    private static String longestWord(String cell) {
        return Collections.max(List.of(cell.split(" ", -1)), Comparator.comparingInt(Columns::of));
    }

    /** The columns that the widest part of each column takes. */
    private static int[] widths(List<List<String>> rows, int columns, UnaryOperator<String> part) {
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < Math.min(columns, row.size()); c++) {
                widths[c] = Math.max(widths[c], Columns.of(part.apply(row.get(c))));
            }
        }
        return widths;
    }

    /** Takes from the widest column that has more than its longest word, until all fit; false when they cannot. */
    private static boolean narrow(int[] widths, int[] words, int room) {
        while (Arrays.stream(widths).sum() > room) {
            int widest = -1;
            for (int c = 0; c < widths.length; c++) {
                boolean wider = widest < 0 || widths[c] > widths[widest];
                widest = widths[c] > words[c] && wider ? c : widest;
            }
            if (widest < 0) {
                return false;
            }
            widths[widest]--;
        }
        return true;
    }

    private void row(List<String> cells, int[] widths, Role role) {
        List<List<String>> wrapped = new ArrayList<>();
        int height = 1;
        for (int c = 0; c < widths.length; c++) {
            List<String> lines = Wrap.words(c < cells.size() ? cells.get(c) : "", widths[c]);
            wrapped.add(lines);
            height = Math.max(height, lines.size());
        }
        for (int i = 0; i < height; i++) {
            StringBuilder line = new StringBuilder(INDENT);
            for (int c = 0; c < widths.length; c++) {
                String cell = i < wrapped.get(c).size() ? wrapped.get(c).get(i) : "";
                line.append(c == 0 ? "" : GAP).append(Columns.pad(cell, widths[c]));
            }
            page.line(new Span(role, line.toString()));
        }
    }

    /** One line for each cell, where not even narrow columns stand side by side. */
    private void list(List<List<String>> rows) {
        List<String> heads = rows.get(0);
        int widest = Collections.max(heads.stream().map(Columns::of).toList());
        for (List<String> row : rows.subList(1, rows.size())) {
            for (int c = 0; c < Math.min(heads.size(), row.size()); c++) {
                String lead = (c == 0 ? INDENT : INDENT + "  ") + Columns.pad(heads.get(c), widest) + "  ";
                page.flow(List.of(new Span(Role.DIM, lead)), Span.plain(row.get(c)), Columns.of(lead));
            }
        }
    }
}
