package dev.backupdoctor.core.format;

import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Utf8;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Writes values back to where the formats of a product read them. */
public record FieldWriters(List<Format> formats) {

    public FieldWriters {
        formats = List.copyOf(formats);
    }

    /** Why values of this field cannot be edited; empty when they can. */
    public Optional<String> obstacle(String kind, String field) {
        for (Format format : formats) {
            boolean yields = format.find(kind).isPresent();
            if (yields && !format.plan().heads().isEmpty()) {
                return Optional.of("format " + format.name() + " reads records with heads: that is a log, and no"
                        + " configuration");
            } else if (yields
                    && shapes(format, kind).isEmpty()
                    && format.plan().writer().isEmpty()) {
                return Optional.of("the parser of format " + format.name()
                        + " has no writer of values of the same name (DiagnosticModule.writers)");
            }
        }
        return Optional.empty();
    }

    /** The text of a value, one char per byte; empty when no format, or more than one, writes it at this place. */
    public Optional<String> write(String kind, String field, Place place, Object value) {
        int from = place.column() - 1;
        if (place.line() == 0
                || place.length() == 0
                || from + place.length() > place.text().length()) {
            return Optional.empty();
        }
        List<String> written = formats.stream()
                .filter(f -> f.find(kind).isPresent())
                .flatMap(f -> write(f, kind, field, place, value).stream())
                .filter(FieldWriters::isPlain)
                .distinct()
                .toList();
        return written.size() == 1 ? Optional.of(written.get(0)) : Optional.empty();
    }

    /** It must be shown before it is written, so it must be readable, and it stays on its line. */
    private static boolean isPlain(String written) {
        return !written.isEmpty()
                && written.chars().noneMatch(c -> c < 0x20)
                && Utf8.encode(Utf8.decode(written)).equals(written);
    }

    private static Optional<String> write(Format format, String kind, String field, Place place, Object value) {
        String line = place.text();
        int from = place.column() - 1;
        for (Shape shape : shapes(format, kind)) {
            Optional<Reader> reader = stands(shape, line, field, from, from + place.length());
            if (reader.isPresent()) {
                return reader.get().write(value).filter(text -> {
                    String edited = line.substring(0, from) + text + line.substring(from + place.length());
                    return says(shape, edited, field, from, from + text.length(), value);
                });
            }
        }
        return format.plan().writer().flatMap(w -> w.write(line.substring(from, from + place.length()), value));
    }

    private static List<Shape> shapes(Format format, String kind) {
        return format.plan().probes().stream()
                .filter(p -> p.role() == Plan.Role.EVENT)
                .filter(p -> format.plan().events().get(p.group()).kind().equals(kind))
                .map(Plan.Probe::shape)
                .toList();
    }

    /** The reader that read this field at this place of a line. */
    private static Optional<Reader> stands(Shape shape, String line, String field, int from, int to) {
        boolean there = shape.match(line, 0, line.length()) instanceof Shape.Match match
                && match.captures().stream().anyMatch(c -> c.name().equals(field) && c.from() == from && c.to() == to);
        return shape.kept().stream()
                .filter(h -> there && h.name().equals(field))
                .findFirst()
                .flatMap(Shape.Element.Hole::reader);
    }

    private static boolean says(Shape shape, String line, String field, int from, int to, Object value) {
        return shape.match(line, 0, line.length()) instanceof Shape.Match match
                && match.captures().stream()
                        .anyMatch(c ->
                                c.name().equals(field) && c.from() == from && c.to() == to && alike(c.value(), value));
    }

    private static boolean alike(Object a, Object b) {
        if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
            return x.compareTo(y) == 0;
        }
        return Objects.equals(a, b);
    }
}
