package dev.backupdoctor.core.value;

import java.util.Comparator;

/**
 * Where a value, an event or a problem stands in a source.
 *
 * @param file name of the source as shown to the user; members of archives read {@code bundle.tar.gz!/path}
 * @param line line number from 1; 0 when the source as a whole is meant
 * @param column first byte of the marked part within the line, from 1
 * @param length bytes marked; 0 marks nothing in particular
 * @param offset byte offset of the line's begin in the (uncompressed) source, from 0
 * @param text the line, one char per byte (ISO 8859-1), cut at {@link #MAX_TEXT} bytes; never ends with a line feed
 */
public record Place(String file, long line, int column, int length, long offset, String text)
        implements Comparable<Place> {

    /** Bytes of a line that are kept as evidence. */
    public static final int MAX_TEXT = 4096;

    private static final Comparator<Place> ORDER = Comparator.comparing(Place::file)
            .thenComparingLong(Place::line)
            .thenComparingInt(Place::column)
            .thenComparingInt(Place::length);

    public Place {
        if (line < 0 || column < 1 || length < 0 || offset < 0) {
            throw new IllegalArgumentException("impossible place: " + file + ":" + line + ":" + column);
        }
        text = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }

    /** The source as a whole. */
    public static Place of(String file) {
        return new Place(file, 0, 1, 0, 0, "");
    }

    /** The same line with another part marked; {@code from} counts bytes of the line from 0. */
    public Place mark(int from, int bytes) {
        return new Place(file, line, from + 1, bytes, offset, text);
    }

    /** True when both stand on one line of one source. */
    public boolean sameLine(Place other) {
        return line == other.line && file.equals(other.file);
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line:column}, or the file alone when no line is meant. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
