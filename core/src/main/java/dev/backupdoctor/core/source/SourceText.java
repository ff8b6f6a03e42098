package dev.backupdoctor.core.source;

import dev.backupdoctor.core.value.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The whole content of a small source, for parsers that read more than single lines. */
public final class SourceText {

    private final Source source;
    private final String text;
    private final int[] lineStarts;

    public SourceText(Source source, byte[] bytes) {
        this(source, new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** A text with one char per byte. */
    public SourceText(Source source, String bytes) {
        this.source = source;
        this.text = Secrets.masked(bytes);
        this.lineStarts = new int[1 + (int) text.chars().filter(c -> c == '\n').count()];
        int count = 1;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            lineStarts[count++] = i + 1;
        }
    }

    public Source source() {
        return source;
    }

    /** The content, one char per byte (ISO 8859-1), so that positions are byte offsets. Secrets are masked. */
    public String text() {
        return text;
    }

    /** Number of lines; a last line without line feed counts, an empty one after the last line feed does not. */
    public int lines() {
        return lineStarts[lineStarts.length - 1] == text.length() ? lineStarts.length - 1 : lineStarts.length;
    }

    /** The line without its end, by number from 1. */
    public String line(int number) {
        int from = lineStarts[number - 1];
        int to = number < lineStarts.length ? lineStarts[number] - 1 : text.length();
        return text.substring(from, to > from && text.charAt(to - 1) == '\r' ? to - 1 : to);
    }

    /** Offset of a line's first byte, by number from 1. */
    public int start(int number) {
        return lineStarts[number - 1];
    }

    /** Number, from 1, of the line that holds the byte at this offset. */
    public int lineAt(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /**
     * The place of the bytes from {@code from} (inclusive) to {@code to} (exclusive), marked within the first's line.
     */
    public Place place(int from, int to) {
        int number = lineAt(from);
        int start = start(number);
        String line = line(number);
        int length = Math.max(0, Math.min(to - from, start + line.length() - from));
        return new Place(source.name(), number, from - start + 1, length, start, line);
    }

    /** The place of a whole line, by number from 1. */
    public Place place(int number) {
        return new Place(source.name(), number, 1, 0, start(number), line(number));
    }
}
