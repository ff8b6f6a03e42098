package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.value.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a source: a whole file, or what one command showed in a recording.
 *
 * @param from offset of its first byte
 * @param to offset after its last byte
 */
record Excerpt(SourceText source, int from, int to) {

    static Excerpt whole(SourceText source) {
        return new Excerpt(source, 0, source.text().length());
    }

    String text() {
        return source.text().substring(from, to);
    }

    /** The place of some bytes; offsets count from the begin of the excerpt. */
    Place place(int begin, int end) {
        return source.place(from + begin, from + end);
    }

    /** The place of a line, by the offset of any of its bytes. */
    Place line(int offset) {
        int last = Math.max(0, source.text().length() - 1);
        return source.place(source.lineAt(Math.min(from + offset, last)));
    }

    /** Number of its first line, from 1. */
    int firstLine() {
        return source.lineAt(Math.min(from, Math.max(0, source.text().length() - 1)));
    }

    /** Its lines, as a screen shows them, with their numbers in the source. */
    List<Numbered> lines() {
        List<Numbered> lines = new ArrayList<>();
        for (int n = firstLine(); n <= source.lines() && source.start(n) < to; n++) {
            String line = source.line(n);
            int room = to - source.start(n);
            lines.add(new Numbered(n, ScreenLine.of(line.length() > room ? line.substring(0, room) : line)));
        }
        return lines;
    }

    /** A line with its number in the source, from 1. */
    record Numbered(int number, String text) {}
}
