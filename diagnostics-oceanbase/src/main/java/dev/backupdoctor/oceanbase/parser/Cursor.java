package dev.backupdoctor.oceanbase.parser;

import java.util.Optional;

/** A position in one line, and the small steps from it. */
final class Cursor {

    private final String text;
    private int at;

    Cursor(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    int at() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    boolean isAt(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    /** Goes over all of these characters, and says over how many. */
    int skip(char c) {
        int from = at;
        while (isAt(c)) {
            at++;
        }
        return at - from;
    }

    /** A word of capital letters; the position is behind it. */
    Optional<String> word(int longest) {
        int end = at;
        while (end < text.length() && end - at <= longest && text.charAt(end) >= 'A' && text.charAt(end) <= 'Z') {
            end++;
        }
        String word = text.substring(at, end);
        at = end;
        return word.isEmpty() || word.length() > longest ? Optional.empty() : Optional.of(word);
    }

    /** What stands between the bracket here and the next closing one; the position is behind that. */
    Optional<String> group() {
        int end = isAt('[') ? text.indexOf(']', at) : -1;
        if (end < 0) {
            return Optional.empty();
        }
        String inside = text.substring(at + 1, end);
        at = end + 1;
        return Optional.of(inside);
    }
}
