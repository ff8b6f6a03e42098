package dev.backupdoctor.core.format;

import dev.backupdoctor.core.lang.Pos;
import dev.backupdoctor.core.value.Version;
import java.util.List;
import java.util.Optional;

/**
 * How a line looks, compiled.
 *
 * @param at where it is written
 * @param elements literals, blanks and holes in their order
 * @param versions versions that write such lines; empty for all
 * @param literals bytes of which at least one must stand in every line that fits, one char per byte; empty when there
 *     is no such text
 */
public record Shape(Pos at, List<Element> elements, Optional<Versions> versions, List<String> literals) {

    /** A part of a shape. */
    public sealed interface Element {

        /** Bytes that stand there, one char per byte. */
        record Literal(String bytes) implements Element {}

        /** One or more blanks. */
        record Blanks() implements Element {}

        /** Something that varies; without reader anything, even nothing. A hole named {@code _} is not kept. */
        record Hole(Pos at, String name, Optional<Reader> reader) implements Element {

            boolean isKept() {
                return !name.equals("_");
            }

            /** True when only what follows can say where it ends. */
            boolean isOpen() {
                return reader.isEmpty() || reader.get().breadth() == Reader.Breadth.ANY;
            }
        }
    }

    /**
     * A range of versions.
     *
     * @param from inclusive
     * @param before exclusive
     */
    public record Versions(Optional<Version> from, Optional<Version> before) {

        boolean contains(Version version) {
            return from.filter(f -> version.compareTo(f) < 0).isEmpty()
                    && before.filter(b -> version.compareTo(b) >= 0).isEmpty();
        }
    }

    /** What came of trying a shape. */
    public sealed interface Outcome permits Match, NoMatch {}

    /**
     * The shape fits.
     *
     * @param end offset after the last byte that it covers
     * @param captures kept holes in their order
     */
    public record Match(int end, List<Capture> captures) implements Outcome {
        public Match {
            captures = List.copyOf(captures);
        }
    }

    /** The shape does not fit. */
    public enum NoMatch implements Outcome {
        DIFFERENT,
        /** After {@link #MAX_STEPS}; it might fit. */
        STEP_LIMIT
    }

    /**
     * What stood in a hole.
     *
     * @param from offset of its first byte
     * @param to offset after its last byte
     * @param value as its reader gives it
     */
    public record Capture(String name, int from, int to, Object value) {}

    /** Steps after which a shape gives up on a line. */
    public static final int MAX_STEPS = 100_000;

    public Shape {
        elements = List.copyOf(elements);
        literals = List.copyOf(literals);
    }

    /**
     * Tries the shape on a whole line; a last {@code \r}, trailing blanks and colour codes do not count.
     *
     * @param text one char per byte
     * @param from where the line, or what follows its head, begins
     * @param to its end, exclusive
     */
    public Outcome match(String text, int from, int to) {
        return new ShapeMatcher(elements, text, trimmed(text, from, to), false).match(from);
    }

    /** Tries the shape on the begin of a line, as heads are. */
    public Outcome matchPrefix(String text, int from, int to) {
        return new ShapeMatcher(elements, text, to, true).match(from);
    }

    /** True when a source of this version may have such lines; an unknown version may have any. */
    public boolean mayBeIn(Optional<Version> version) {
        return versions.isEmpty() || version.isEmpty() || versions.get().contains(version.get());
    }

    /** The kept holes. */
    List<Element.Hole> kept() {
        return elements.stream()
                .filter(Element.Hole.class::isInstance)
                .map(Element.Hole.class::cast)
                .filter(Element.Hole::isKept)
                .toList();
    }

    /** Length of the longest text that is sure to be there. */
    int longestLiteral() {
        return literals.stream().mapToInt(String::length).min().orElse(0);
    }

    /** The end without trailing blanks, carriage returns and what sets a terminal's colour back. */
    static int trimmed(String text, int from, int to) {
        int end = to;
        while (end > from) {
            char last = text.charAt(end - 1);
            int before = CharsReader.isBlank(last) || last == '\r' ? end - 1 : colour(text, from, end);
            if (before == end) {
                return end;
            }
            end = before;
        }
        return end;
    }

    /** Where the escape sequence that ends at {@code end} begins: ESC [ numbers m, or K; {@code end} if none does. */
    private static int colour(String text, int from, int end) {
        int at = end - 1;
        if (text.charAt(at) != 'm' && text.charAt(at) != 'K') {
            return end;
        }
        while (at > from && (text.charAt(at - 1) == ';' || Character.isDigit(text.charAt(at - 1)))) {
            at--;
        }
        return at >= from + 2 && text.startsWith("\u001b[", at - 2) ? at - 2 : end;
    }

    /** The shape much as it is written, without escapes and readers. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        for (Element element : elements) {
            if (element instanceof Element.Literal l) {
                out.append(l.bytes());
            } else if (element instanceof Element.Hole h) {
                out.append('{').append(h.name()).append('}');
            } else {
                out.append("{}");
            }
        }
        return out.toString();
    }
}
