package dev.backupdoctor.amanda.parser;

import dev.backupdoctor.core.source.SourceText;
import java.util.Optional;

/**
 * A packet as a debug file shows it, between two fences.
 *
 * <pre>
 * --------  ...  --------    2.4, requests
 * ----  ...  ----            2.4, replies; planner
 * &lt;&lt;&lt;&lt;&lt;  ...  &gt;&gt;&gt;&gt;&gt;            amandad since 2.5
 * </pre>
 *
 * <p>A packet that was cut on its way does not end its last line, and then the closing fence stands on that line.
 *
 * @param from offset of the first byte
 * @param body one char per byte
 * @param closed false when the file ends, or goes on with another record, before the closing fence
 */
record PacketText(int from, String body, boolean closed) {

    private static final String OPENING = "<<<<<";
    private static final String CLOSING = ">>>>>";

    /**
     * The packet of a record.
     *
     * @param first number of the line where the opening fence is expected
     * @param end number of the line behind the record's last one
     */
    static Optional<PacketText> read(SourceText source, int first, int end) {
        if (first >= end || !isFence(source.line(first))) {
            return Optional.empty();
        }
        String opening = source.line(first);
        String fence = opening.equals(OPENING) ? CLOSING : opening;
        // Short dashes may well end a line of the packet itself.
        boolean glued = fence.length() > 4;
        int from = first + 1 <= source.lines()
                ? source.start(first + 1)
                : source.text().length();
        for (int number = first + 1; number < end; number++) {
            String line = source.line(number);
            if (line.equals(fence) || (glued && line.endsWith(fence))) {
                int to = source.start(number) + line.length() - fence.length();
                return Optional.of(new PacketText(from, source.text().substring(from, to), true));
            }
        }
        int to = end <= source.lines() ? source.start(end) : source.text().length();
        return Optional.of(new PacketText(from, source.text().substring(from, to), false));
    }

    private static boolean isFence(String line) {
        return line.equals(OPENING) || line.equals("----") || line.equals("--------");
    }

    /** The packet without its last byte; planner ends what it shows with a line feed of its own. */
    PacketText withoutLastFeed() {
        return closed && body.endsWith("\n") ? new PacketText(from, body.substring(0, body.length() - 1), true) : this;
    }

    /** The line that begins with a word and a blank, without them; empty if there is none. */
    Optional<String> after(String word) {
        int at = body.startsWith(word + " ") ? 0 : body.indexOf("\n" + word + " ") + 1;
        if (at == 0 && !body.startsWith(word + " ")) {
            return Optional.empty();
        }
        int start = at + word.length() + 1;
        int end = body.indexOf('\n', start);
        return Optional.of(body.substring(start, end < 0 ? body.length() : end));
    }

    /** The value of {@code name=value;} in the OPTIONS line. */
    Optional<String> option(String name) {
        return after("OPTIONS").flatMap(options -> {
            int at = (";" + options.replace(' ', ';')).indexOf(";" + name + "=");
            int start = at + name.length() + 1;
            int end = at < 0 ? -1 : options.indexOf(';', start);
            return end < 0 ? Optional.empty() : Optional.of(options.substring(start, end));
        });
    }

    /** The packet ends as packets do: at the end of a line, and of an element. */
    boolean whole() {
        return (body.isEmpty() || body.endsWith("\n")) && count("<dle>") == count("</dle>");
    }

    private int count(String element) {
        int count = 0;
        for (int at = body.indexOf(element); at >= 0; at = body.indexOf(element, at + element.length())) {
            count++;
        }
        return count;
    }
}
