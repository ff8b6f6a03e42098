package dev.backupdoctor.core.lang;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A text for people, in English and perhaps in other languages.
 *
 * @param other language code to parts; every language has the same holes
 */
public record Text(Pos at, List<Part> parts, Map<String, List<Part>> other) {

    /** A run of characters, or a hole. */
    public sealed interface Part {

        /** Characters with their escapes resolved. */
        record Chars(String text) implements Part {}

        /** <code>{x in min}</code>. */
        record Hole(Pos at, Expr value, Optional<String> unit) implements Part {}
    }

    public Text {
        parts = List.copyOf(parts);
        other = Map.copyOf(other);
    }

    /** True when there is no hole in it. */
    public boolean isPlain() {
        return parts.stream().allMatch(p -> p instanceof Part.Chars);
    }

    /** The characters, with holes as <code>{}</code>. */
    public String plain() {
        return parts.stream()
                .map(p -> p instanceof Part.Chars c ? c.text() : "{}")
                .collect(Collectors.joining());
    }
}
