package dev.backupdoctor.amanda.parser;

import dev.backupdoctor.core.value.Utf8;
import java.util.List;
import java.util.Locale;

/**
 * One statement of amanda.conf or disklist: a line, with the block that it opens.
 *
 * @param words what stands on the line before the block; never empty
 * @param opens the line opens a block, which may be empty
 * @param block statements of the block
 * @param after words behind the closing brace
 */
record Statement(List<Word> words, boolean opens, List<Statement> block, List<Word> after) {

    Statement {
        words = List.copyOf(words);
        block = List.copyOf(block);
        after = List.copyOf(after);
    }

    /** The keyword as Amanda compares it. */
    String keyword() {
        return words.get(0).keyword();
    }

    /**
     * A word, or a string without its quotes.
     *
     * @param text readable; escapes of strings are resolved
     * @param quoted it stood in quotes, and so is no keyword
     * @param from offset of its first byte in the source; the opening quote counts
     * @param to offset behind its last byte
     */
    record Word(String text, boolean quoted, int from, int to) {

        /** Reads a token: {@code raw} has one char per byte. */
        static Word of(String raw, int from) {
            boolean quoted = raw.startsWith("\"");
            return new Word(Utf8.decode(Quoted.unquote(raw)), quoted, from, from + raw.length());
        }

        /** Case does not matter in keywords, and {@code _} is {@code -}; a string is never a keyword. */
        String keyword() {
            return quoted ? "" : identifier().replace('_', '-');
        }

        /** Case does not matter in names that the configuration itself defines. */
        String identifier() {
            return text.toLowerCase(Locale.ROOT);
        }

        boolean isInteger() {
            int digits = text.startsWith("-") ? 1 : 0;
            return text.length() > digits && text.chars().skip(digits).allMatch(c -> c >= '0' && c <= '9');
        }
    }
}
