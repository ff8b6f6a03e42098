package dev.backupdoctor.core.report;

import java.util.ArrayList;
import java.util.List;

/** Cuts text into lines at blanks. A word that is longer than a line is left whole, so that it can be copied. */
final class Wrap {

    private Wrap() {}

    /**
     * The lines of a text; at least one.
     *
     * @param first columns of the first line
     * @param rest columns of each further line
     */
    static List<String> words(String text, int first, int rest) {
        return items(List.of(text.split(" ", -1)), " ", first, rest);
    }

    /** The lines of a text, all of the same width. */
    static List<String> words(String text, int columns) {
        return words(text, columns, columns);
    }

    /** The lines of a list whose items stay whole where they fit in a line at all. */
    static List<String> items(List<String> items, String separator, int first, int rest) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        boolean empty = true;
        for (String item : items) {
            int room = lines.isEmpty() ? first : rest;
            if (empty) {
                line.append(item);
            } else if (Columns.of(line.toString()) + Columns.of(separator) + Columns.of(item) <= room) {
                line.append(separator).append(item);
            } else {
                lines.add(line.toString());
                line.setLength(0);
                line.append(item);
            }
            empty = false;
            room = lines.isEmpty() ? first : rest;
            if (!separator.equals(" ") && Columns.of(line.toString()) > room) {
                List<String> parts = words(line.toString(), room, rest);
                lines.addAll(parts.subList(0, parts.size() - 1));
                line.setLength(0);
                line.append(parts.get(parts.size() - 1));
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
