package dev.backupdoctor.core.lang;

import java.util.List;
import java.util.Optional;

/**
 * How a line looks: literal text with typed holes.
 *
 * @param versions versions that write such lines
 */
public record ShapeSyntax(Pos at, List<Part> parts, Optional<VersionRange> versions) {

    /** A literal, a run of blanks, or a hole. */
    public sealed interface Part {

        Pos at();

        record Literal(Pos at, String text) implements Part {}

        /** <code>{}</code>: one or more blanks. */
        record Blanks(Pos at) implements Part {}

        /** <code>{name: reader}</code>; a hole named {@code _} is not kept; no reader takes anything. */
        record Hole(Pos at, String name, Optional<ReaderSyntax> reader) implements Part {}
    }

    /** Versions from (inclusive) and before (exclusive). */
    public record VersionRange(Pos at, Optional<String> from, Optional<String> before) {}

    /** A reader by name, perhaps with a pattern, or a set of words. */
    public record ReaderSyntax(Pos at, String name, Optional<String> pattern, List<String> words) {}

    public ShapeSyntax {
        parts = List.copyOf(parts);
    }
}
