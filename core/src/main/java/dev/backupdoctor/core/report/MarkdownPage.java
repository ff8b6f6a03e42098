package dev.backupdoctor.core.report;

import java.util.List;
import java.util.function.UnaryOperator;

/** Lines of Markdown. What comes from outside is escaped: it is no markup, mentions nobody and links to nothing. */
final class MarkdownPage {

    private static final String MARKUP = "\\`*_{}[]<>|~$&";

    private final StringBuilder out = new StringBuilder();
    private final UnaryOperator<String> text;
    private final UnaryOperator<String> line;

    private MarkdownPage(UnaryOperator<String> text, UnaryOperator<String> line) {
        this.text = text;
        this.line = line;
    }

    /** Nothing is hidden. */
    static MarkdownPage open() {
        return new MarkdownPage(t -> t, t -> t);
    }

    /** For the first round. */
    static MarkdownPage learning(Redaction redaction) {
        UnaryOperator<String> learn = t -> {
            redaction.learn(t);
            return t;
        };
        return new MarkdownPage(learn, learn);
    }

    /** For the second round. */
    static MarkdownPage hiding(Redaction redaction) {
        return new MarkdownPage(redaction::hide, redaction::hideInLine);
    }

    int length() {
        return out.length();
    }

    void blank() {
        out.append('\n');
    }

    /** Markdown of our own. */
    void line(String markdown) {
        out.append(markdown).append('\n');
    }

    /** Text for a line of our own. */
    String text(String outside) {
        return escape(text.apply(OneLine.text(outside)));
    }

    /** Lines that are shown as they are. */
    void block(List<String> lines) {
        List<String> shown =
                lines.stream().map(l -> line.apply(new Escape(true).bytes(l))).toList();
        String fence = "```";
        while (contains(shown, fence)) {
            fence += "`";
        }
        line(fence + "text");
        shown.forEach(this::line);
        line(fence);
    }

    private static boolean contains(List<String> lines, String fence) {
        return lines.stream().anyMatch(l -> l.contains(fence));
    }

    private static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean calls = (c == '@' || c == '#') && i + 1 < text.length();
            if (c == '<') {
                out.append("&lt;");
            } else if (calls) {
                // Someone called like a user of GitHub gets no mail from a pasted report.
                out.append(c).append("<!-- -->");
            } else {
                out.append(MARKUP.indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return out.toString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
