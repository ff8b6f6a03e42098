package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Evidence;
import dev.backupdoctor.core.value.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * One line of evidence with its marks: the text, the carets under it and the labels.
 *
 * <p>A line that is too long is cut on either side, so that what is marked stays in sight.
 */
final class MarkedLine {

    private static final String CUT = "...";

    /** A label below its mark is moved to the left before it gets narrower than this. */
    private static final int LABEL = 30;

    private final int room;
    private final Escape escape;
    private final Cells cells;
    private final List<Mark> marks = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final String before;
    private final String after;
    private final int from;
    private final int to;

    /** A marked part in columns of the line, the end exclusive. */
    private record Mark(int from, int to, boolean primary, String label) {
        Role role() {
            return primary ? Role.PRIMARY : Role.CONTEXT;
        }
    }

    /** @param room columns for the text */
    MarkedLine(EvidenceBlock.Line line, int room, Escape escape) {
        this.room = room;
        this.escape = escape;
        String text = line.place().text();
        this.cells = new Cells(text, escape);
        line.marks().forEach(this::mark);
        marks.sort(Comparator.comparingInt(Mark::from).thenComparingInt(Mark::to));
        boolean torn = text.length() == Place.MAX_TEXT;
        int total = cells.columns();
        if (total + (torn ? CUT.length() : 0) <= room) {
            this.from = 0;
            this.to = total;
        } else {
            int[] window = window(total, torn);
            this.from = window[0];
            this.to = window[1];
        }
        this.before = from > 0 ? CUT : "";
        this.after = to < total || torn ? CUT : "";
    }

    private void mark(Evidence e) {
        String label = escape.text(e.label());
        int start = cells.column(e.place().column() - 1);
        int end = cells.column(e.place().column() - 1 + e.place().length());
        if (end > start) {
            marks.add(new Mark(start, end, e.primary(), label));
        } else if (!label.isEmpty()) {
            notes.add(label);
        }
    }

    /** The columns to show: all marks if they fit, else the primary one, with what stands around it. */
    private int[] window(int total, boolean torn) {
        int begin = marks.isEmpty() ? 0 : marks.get(0).from();
        int end = marks.stream().mapToInt(Mark::to).max().orElse(0);
        int half = room - 2 * CUT.length();
        if (end - begin > half) {
            Mark one = marks.stream().filter(Mark::primary).findFirst().orElse(marks.get(0));
            begin = one.from();
            end = Math.min(one.to(), begin + half);
        }
        if (end <= room - CUT.length()) {
            return new int[] {0, room - CUT.length()};
        }
        int start = Math.max(0, begin - (half - (end - begin)) / 2);
        if (!torn && start + half + CUT.length() >= total) {
            return new int[] {total - (room - CUT.length()), total};
        }
        return new int[] {start, Math.min(total, start + half)};
    }

    /** What stands to the right of the gutter; the first row is the line itself. */
    List<List<Span>> rows() {
        Role[] roles = roles();
        List<List<Span>> rows = new ArrayList<>();
        rows.add(textRow(roles));
        if (Arrays.stream(roles).anyMatch(r -> r != Role.PLAIN)) {
            rows.addAll(markRows(roles));
        }
        for (String note : notes) {
            List<String> lines = Wrap.words(note, room - 2);
            for (int i = 0; i < lines.size(); i++) {
                rows.add(List.of(new Span(Role.CONTEXT, (i == 0 ? "= " : "  ") + lines.get(i))));
            }
        }
        return rows;
    }

    /** The role of each column that is shown; the primary mark lies over the others. */
    private Role[] roles() {
        Role[] roles = new Role[to - from];
        Arrays.fill(roles, Role.PLAIN);
        for (boolean primary : new boolean[] {false, true}) {
            for (Mark m : marks) {
                if (m.primary() == primary && m.from() < to && m.to() > from) {
                    Arrays.fill(roles, Math.max(m.from(), from) - from, Math.min(m.to(), to) - from, m.role());
                }
            }
        }
        return roles;
    }

    private List<Span> textRow(Role[] roles) {
        List<Span> row = new ArrayList<>();
        row.add(new Span(Role.DIM, before));
        for (int start = 0; start < roles.length; ) {
            int end = start + 1;
            while (end < roles.length && roles[end] == roles[start]) {
                end++;
            }
            row.add(new Span(roles[start], cells.slice(from + start, from + end)));
            start = end;
        }
        row.add(new Span(Role.DIM, after));
        return row;
    }

    private List<List<Span>> markRows(Role[] roles) {
        List<Span> carets = new ArrayList<>();
        carets.add(Span.plain(" ".repeat(before.length())));
        int last = 0;
        for (int i = 0; i < roles.length; i++) {
            String sign = roles[i] == Role.PLAIN ? " " : roles[i] == Role.PRIMARY ? "^" : "-";
            carets.add(new Span(roles[i], sign));
            last = roles[i] == Role.PLAIN ? last : i + 1;
        }
        List<Mark> labelled = new ArrayList<>(marks.stream()
                .filter(m -> !m.label().isEmpty() && m.from() < to && m.to() > from)
                .toList());
        List<Span> first = merge(carets.subList(0, last + 1));
        List<List<Span>> rows = new ArrayList<>();
        rows.add(first);
        if (!labelled.isEmpty()) {
            Mark right = labelled.get(labelled.size() - 1);
            boolean isLast = column(right.to()) == before.length() + last;
            if (isLast && before.length() + last + 1 + Columns.of(right.label()) <= room) {
                first.add(new Span(right.role(), " " + right.label()));
                labelled.remove(labelled.size() - 1);
            }
        }
        for (int i = labelled.size() - 1; i >= 0; i--) {
            rows.addAll(below(labelled.get(i), labelled.subList(0, i)));
        }
        return rows;
    }

    /** A label on lines of its own; the marks to its left, whose labels follow, are led past it. */
    private List<List<Span>> below(Mark mark, List<Mark> waiting) {
        int wanted = Math.min(Columns.of(mark.label()), Math.min(LABEL, room));
        int at = Math.max(0, Math.min(column(mark.from()), room - wanted));
        StringBuilder bars = new StringBuilder(" ".repeat(at));
        for (Mark w : waiting) {
            if (column(w.from()) < at) {
                bars.setCharAt(column(w.from()), '|');
            }
        }
        return Wrap.words(mark.label(), room - at).stream()
                .map(text -> List.of(new Span(Role.CONTEXT, bars.toString()), new Span(mark.role(), text)))
                .toList();
    }

    /** Where a column of the line stands in what is shown. */
    private int column(int column) {
        return before.length() + Math.max(from, Math.min(column, to)) - from;
    }

    private static List<Span> merge(List<Span> spans) {
        List<Span> merged = new ArrayList<>();
        for (Span s : spans) {
            int top = merged.size() - 1;
            if (top >= 0 && merged.get(top).role() == s.role()) {
                merged.set(top, new Span(s.role(), merged.get(top).text() + s.text()));
            } else {
                merged.add(s);
            }
        }
        return merged;
    }
}
