package dev.backupdoctor.core.fix;

import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an edit changes, as {@code diff -U0} would print it: from the lines that were read, without the file. */
public final class LineDiff {

    private LineDiff() {}

    /** The lines of the diff. Bytes that are not UTF-8, or would move a cursor, are shown as {@code \xNN}. */
    public static List<String> of(Plan.Step.Edit step) {
        List<String> lines = new ArrayList<>(List.of("--- " + step.file(), "+++ " + step.file()));
        SortedMap<Long, List<Fix.Step.Edit>> byLine = new TreeMap<>();
        step.edits()
                .forEach(e -> byLine.computeIfAbsent(e.place().line(), l -> new ArrayList<>())
                        .add(e));
        byLine.forEach((number, edits) -> {
            String old = edits.get(0).place().text();
            lines.add("@@ -" + number + " +" + number + " @@");
            lines.add("-" + Utf8.decode(old));
            lines.add("+" + Utf8.decode(edited(old, edits)));
        });
        return lines;
    }

    private static String edited(String line, List<Fix.Step.Edit> edits) {
        SortedMap<Integer, Fix.Step.Edit> byColumn = new TreeMap<>();
        edits.forEach(e -> byColumn.put(-e.place().column(), e));
        var out = new StringBuilder(line);
        byColumn.values().forEach(e -> {
            Place place = e.place();
            int from = Math.min(place.column() - 1, out.length());
            out.replace(from, Math.min(from + place.length(), out.length()), Utf8.encode(e.to()));
        });
        return out.toString();
    }
}
