package dev.backupdoctor.checkmk.parser;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a Python literal of dictionaries, lists, tuples, texts, numbers and the words True, False and None, as
 * Checkmk's configuration files hold them. Used once.
 */
final class PythonLiteral {

    private static final int MAX_DEPTH = 40;

    private final String text;
    private int at;

    /** A value with the offset of its first byte and that behind its last. */
    sealed interface Value {
        int from();

        int to();

        /** Entries whose keys are texts. */
        record Dict(Map<String, Value> entries, int from, int to) implements Value {}

        /** A list or a tuple. */
        record Items(List<Value> items, int from, int to) implements Value {}

        /** One char per byte. */
        record Text(String text, int from, int to) implements Value {}

        /** A number or True, False, None, as written. */
        record Word(String word, int from, int to) implements Value {}

        /** What an entry holds; empty if this is no dictionary or has no such entry. */
        default Optional<Value> get(String key) {
            return this instanceof Dict d ? Optional.ofNullable(d.entries().get(key)) : Optional.empty();
        }

        default Optional<String> asText() {
            return this instanceof Text t ? Optional.of(t.text()) : Optional.empty();
        }

        default boolean isWord(String word) {
            return this instanceof Word w && w.word().equals(word);
        }
    }

    /** The text is no such literal. */
    static final class Torn extends Exception {
        private static final long serialVersionUID = 1;

        private final int offset;

        Torn(int offset, String message) {
            super(message);
            this.offset = offset;
        }

        int offset() {
            return offset;
        }
    }

    private PythonLiteral(String text) {
        this.text = text;
    }

    /** Reads the literal that a text consists of. */
    static Value read(String text) throws Torn {
        var reader = new PythonLiteral(text);
        Value value = reader.value(0);
        reader.skip();
        if (reader.at < text.length()) {
            throw reader.torn("nothing should follow here");
        }
        return value;
    }

    private Value value(int depth) throws Torn {
        skip();
        if (depth > MAX_DEPTH) {
            throw torn("too deep");
        } else if (at >= text.length()) {
            throw torn("the text ends within a value");
        }
        char c = text.charAt(at);
        if (c == '{') {
            return dict(depth);
        } else if (c == '[' || c == '(') {
            return items(c == '[' ? ']' : ')', depth);
        } else if (c == '\'' || c == '"') {
            return quoted();
        }
        return word();
    }

    private Value dict(int depth) throws Torn {
        int from = at++;
        Map<String, Value> entries = new LinkedHashMap<>();
        while (!closes('}')) {
            Value key = value(depth + 1);
            skip();
            if (at >= text.length() || text.charAt(at) != ':') {
                throw torn("a ':' is missing");
            }
            at++;
            Value held = value(depth + 1);
            key.asText().ifPresent(k -> entries.put(k, held));
            separator('}');
        }
        return new Value.Dict(entries, from, at);
    }

    private Value items(char close, int depth) throws Torn {
        int from = at++;
        List<Value> items = new ArrayList<>();
        while (!closes(close)) {
            items.add(value(depth + 1));
            separator(close);
        }
        return new Value.Items(items, from, at);
    }

    /** True past the closing sign. */
    private boolean closes(char close) {
        skip();
        boolean closed = at < text.length() && text.charAt(at) == close;
        at += closed ? 1 : 0;
        return closed;
    }

    private void separator(char close) throws Torn {
        skip();
        if (at < text.length() && text.charAt(at) == ',') {
            at++;
        } else if (at >= text.length() || text.charAt(at) != close) {
            throw torn("a ',' or '" + close + "' is missing");
        }
    }

    private Value quoted() throws Torn {
        int from = at;
        char quote = text.charAt(at);
        for (int i = at + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == quote) {
                at = i + 1;
                return new Value.Text(PythonText.unescape(text.substring(from + 1, i)), from, at);
            }
        }
        throw torn("a text is not closed");
    }

    private Value word() throws Torn {
        int from = at;
        while (at < text.length() && isPart(text.charAt(at))) {
            at++;
        }
        String word = text.substring(from, at);
        boolean prefix = word.length() == 1 && "ubr".contains(word) && at < text.length();
        if (prefix && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
            return quoted();
        } else if (word.isEmpty()) {
            throw torn("a value is missing");
        }
        return new Value.Word(word, from, at);
    }

    private static boolean isPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_.+-".indexOf(c) >= 0;
    }

    /** Passes blanks, line ends and comments. */
    private void skip() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else {
                return;
            }
        }
    }

    private Torn torn(String message) {
        return new Torn(Math.min(at, text.length()), message);
    }
}
