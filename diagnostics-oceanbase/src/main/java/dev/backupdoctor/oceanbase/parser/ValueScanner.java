package dev.backupdoctor.oceanbase.parser;

import dev.backupdoctor.oceanbase.parser.LogValues.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Scans the tail of one record once, from left to right. There is no text that it refuses: a closing bracket that
 * belongs to nothing is passed over, one that is missing ends with what is around it.
 */
final class ValueScanner {

    /** Objects nested deeper than this are kept as text; the server prints at most about 8 levels. */
    private static final int MAX_DEPTH = 32;

    private static final int MAX_KEY = 64;

    private final String text;
    private int at;
    /** No quote from here on stands before a comma or closing bracket. */
    private int noClosingFrom = Integer.MAX_VALUE;

    ValueScanner(String record) {
        this.text = record;
    }

    /** The values as children of one node. */
    Node read() {
        int begin = begin();
        at = begin < 0 ? text.length() : begin;
        return new Node("", 0, 0, items('\0', 0));
    }

    /** Behind the first bracket that a key and {@code =} follow, else a key and a colon; -1 when there is none. */
    private int begin() {
        int begin = begin(false);
        return begin < 0 ? begin(true) : begin;
    }

    private int begin(boolean colon) {
        for (int open = text.indexOf('('); open >= 0; open = text.indexOf('(', open + 1)) {
            boolean blank = open + 1 < text.length() && text.charAt(open + 1) == ' ';
            if (keyEnd(open + (blank ? 2 : 1), colon) > 0) {
                return open + 1;
            }
        }
        return -1;
    }

    /** Items up to a closing bracket, which is not taken. */
    private List<Node> items(char closing, int depth) {
        List<Node> items = new ArrayList<>();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == ',') {
                at++;
            } else if (c == closing || (c == ')' && closing != '\0')) {
                break;
            } else if (c == '}' || c == ']' || c == ')') {
                at++;
            } else {
                items.add(item(depth));
            }
        }
        return items;
    }

    private Node item(int depth) {
        int end = keyEnd(at, true);
        String key = end > 0 ? key(text.substring(at, end)) : "";
        if (end > 0) {
            at = end + 1;
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }
        return value(key, depth);
    }

    /**
     * Where a key that begins here ends: before {@code =}, or before {@code :} where that is allowed; -1 if none begins
     * here. A key may hold blanks, and a unit in brackets.
     */
    private int keyEnd(int from, boolean colon) {
        int open = 0;
        for (int i = from; i < text.length() && i - from <= MAX_KEY; i++) {
            char c = text.charAt(i);
            boolean letter = Character.isLetter(c) || c == '_' || c == '*' || c == '&';
            if (i == from && !letter) {
                return -1;
            } else if (c == '=' || (c == ':' && colon)) {
                return open == 0 ? i : -1;
            } else if (c == '(') {
                open++;
            } else if (c == ')') {
                open--;
            }
            if (open < 0 || ",{}[]\":".indexOf(c) >= 0) {
                return -1;
            }
        }
        return -1;
    }

    /** A key without pointer stars, closing underscore and unit. */
    private static String key(String written) {
        String key = written.strip();
        int from = 0;
        while (from < key.length() && (key.charAt(from) == '*' || key.charAt(from) == '&')) {
            from++;
        }
        int unit = key.indexOf('(', from);
        int to = unit < 0 ? key.length() : unit;
        while (to > from && key.charAt(to - 1) == '_') {
            to--;
        }
        return key.substring(from, to).strip();
    }

    private Node value(String key, int depth) {
        int start = at;
        while (start < text.length() && Character.isDigit(text.charAt(start))) {
            start++;
        }
        boolean nested = start < text.length() && (text.charAt(start) == '{' || text.charAt(start) == '[');
        if (nested && depth < MAX_DEPTH) {
            char closing = text.charAt(start) == '{' ? '}' : ']';
            at = start + 1;
            List<Node> children = items(closing, depth + 1);
            if (at < text.length() && text.charAt(at) == closing) {
                at++;
            }
            return new Node(key, start, start, children);
        }
        return at < text.length() && text.charAt(at) == '"' ? quoted(key, depth) : plain(key);
    }

    /**
     * Text in quotes, which may be doubled, and are not escaped inside: the closing one stands before a comma or
     * bracket.
     */
    private Node quoted(String key, int depth) {
        boolean doubled = text.startsWith("\"\"", at) && at + 2 < text.length() && !closes(at + 1);
        int from = at + (doubled ? 2 : 1);
        int to = closingQuote(from);
        int end = doubled && to > from && text.charAt(to - 1) == '"' ? to - 1 : to;
        at = Math.min(text.length(), to + 1);
        boolean object = from < end && text.charAt(from) == '{' && depth < MAX_DEPTH;
        if (object) {
            int behind = at;
            at = from + 1;
            List<Node> children = items('}', depth + 1);
            at = Math.max(behind, at);
            return new Node(key, from, end, children);
        }
        return new Node(key, from, end, List.of());
    }

    private int closingQuote(int from) {
        for (int i = from; i < text.length() && from < noClosingFrom; i++) {
            if (text.charAt(i) == '"' && closes(i)) {
                return i;
            }
        }
        noClosingFrom = Math.min(noClosingFrom, from);
        int next = text.indexOf('"', from);
        return next < 0 ? text.length() : next;
    }

    /** True for a quote behind which a value may end. */
    private boolean closes(int quote) {
        return quote + 1 >= text.length() || ",)}]".indexOf(text.charAt(quote + 1)) >= 0;
    }

    /** A number or word, up to a comma, a closing bracket, or a blank behind which a new key begins. */
    private Node plain(String key) {
        int from = at;
        int open = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean closing = c == '}' || c == ']' || (c == ')' && open == 0);
            if (c == ',' || closing || (c == ' ' && beginsItem(at + 1))) {
                break;
            }
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            at++;
        }
        int to = at;
        while (to > from && text.charAt(to - 1) == ' ') {
            to--;
        }
        return new Node(key, from, to, List.of());
    }

    /** True when a key without blanks, and its value, begin here. */
    private boolean beginsItem(int from) {
        int end = keyEnd(from, true);
        return end > 0 && text.substring(from, end).indexOf(' ') < 0;
    }
}
