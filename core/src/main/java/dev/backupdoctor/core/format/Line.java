package dev.backupdoctor.core.format;

import dev.backupdoctor.core.value.Place;

/**
 * A physical line of a source, or a part of one that is too long.
 *
 * @param file name of the source
 * @param number from 1
 * @param offset of its first byte in the source
 * @param text one char per byte, without line feed
 * @param complete false for the second and later parts of a long line, at whose begin no record can begin
 */
record Line(String file, long number, long offset, String text, boolean complete) {

    /** Where the text to look at begins: after zeros that a crash left, and after what a progress bar overwrote. */
    int begin() {
        return complete ? begin(text) : 0;
    }

    static int begin(String text) {
        int from = text.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
        while (from < text.length() && text.charAt(from) == 0) {
            from++;
        }
        int end = Shape.trimmed(text, from, text.length());
        int overwritten = end == from ? -1 : text.lastIndexOf('\r', end - 1);
        return Math.max(from, overwritten + 1);
    }

    /** The line with a part of it marked. */
    Place place(int from, int to) {
        return new Place(file, number, from + 1, Math.max(0, to - from), offset, text);
    }
}
