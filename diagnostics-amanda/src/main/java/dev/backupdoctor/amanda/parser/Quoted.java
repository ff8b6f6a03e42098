package dev.backupdoctor.amanda.parser;

import java.util.ArrayList;
import java.util.List;

/**
 * Words as Amanda writes and reads them: parted by blanks, in double quotes when they hold blanks or worse, with C's
 * escapes.
 *
 * <p>Format: amanda.conf(5), "STRINGS"; common-src/util.c, quote_string().
 */
final class Quoted {

    private Quoted() {}

    /** The words of a line, as they stand there. */
    static List<String> words(String line, int most) {
        List<String> words = new ArrayList<>();
        for (int at = 0; at < line.length() && words.size() < most; ) {
            int end = end(line, at);
            if (end > at) {
                words.add(line.substring(at, end));
            }
            at = end + 1;
        }
        return words;
    }

    /** Index behind the word that begins at an index; a quote that is not closed ends with the line. */
    private static int end(String line, int from) {
        if (line.charAt(from) != '"') {
            int blank = line.indexOf(' ', from);
            return blank < 0 ? line.length() : blank;
        }
        for (int i = from + 1; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i + 1;
            }
        }
        return line.length();
    }

    /** The text that a quoted word stands for; any other word stands for itself. The closing quote may be missing. */
    static String unquote(String word) {
        if (!word.startsWith("\"")) {
            return word;
        }
        var out = new StringBuilder(word.length());
        for (int i = 1; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '"') {
                break;
            }
            if (c != '\\' || i + 1 == word.length()) {
                out.append(c);
                continue;
            }
            int octal = octalDigits(word, i + 1);
            if (octal > 0) {
                out.append((char) (Integer.parseInt(word.substring(i + 1, i + 1 + octal), 8) & 0xff));
                i += octal;
            } else {
                out.append(escaped(word.charAt(++i)));
            }
        }
        return out.toString();
    }

    private static int octalDigits(String word, int from) {
        int count = 0;
        while (count < 3
                && from + count < word.length()
                && word.charAt(from + count) >= '0'
                && word.charAt(from + count) <= '7') {
            count++;
        }
        return count;
    }

    private static char escaped(char c) {
        int known = "ntrf".indexOf(c);
        return known < 0 ? c : "\n\t\r\f".charAt(known);
    }
}
