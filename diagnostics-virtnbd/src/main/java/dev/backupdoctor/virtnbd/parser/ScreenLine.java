package dev.backupdoctor.virtnbd.parser;

import java.util.regex.Pattern;

/** What a line of a recording shows: not what a progress bar overwrote, and without colours. */
final class ScreenLine {

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;?]{0,32}[A-Za-z]");

    private ScreenLine() {}

    /** The text that stays on the screen, without trailing blanks. */
    static String of(String line) {
        String text = line.stripTrailing();
        text = text.substring(text.lastIndexOf('\r') + 1);
        return text.indexOf('\u001b') < 0 ? text : plain(text);
    }

    /** The text without colours. */
    static String plain(String text) {
        return COLOUR.matcher(text).replaceAll("").stripTrailing();
    }
}
