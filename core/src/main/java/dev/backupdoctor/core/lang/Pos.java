package dev.backupdoctor.core.lang;

import java.util.Comparator;

/**
 * A part of a format or rule file.
 *
 * @param file path as shown in errors, e.g. {@code rules/product-disk-full.rule}
 * @param line from 1
 * @param column first character, from 1
 * @param length characters; at least 1
 */
public record Pos(String file, int line, int column, int length) implements Comparable<Pos> {

    private static final Comparator<Pos> ORDER =
            Comparator.comparing(Pos::file).thenComparingInt(Pos::line).thenComparingInt(Pos::column);

    /** From the begin of this part to the end of another one on the same line; this part if that is on a later line. */
    public Pos to(Pos end) {
        return end.line == line && end.column >= column
                ? new Pos(file, line, column, end.column + end.length - column)
                : this;
    }

    @Override
    public int compareTo(Pos other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
