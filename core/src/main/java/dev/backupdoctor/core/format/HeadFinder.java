package dev.backupdoctor.core.format;

import dev.backupdoctor.core.format.Shape.Element;
import dev.backupdoctor.core.spi.HeadReader;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Value;
import dev.backupdoctor.core.value.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the heads of records within one line. */
final class HeadFinder {

    /** Bytes that a time or number at the begin of a head can take. */
    private static final int LEAD_BYTES = 64;

    private final List<Plan.Head> heads;

    HeadFinder(List<Plan.Head> heads) {
        this.heads = heads;
    }

    /**
     * A head.
     *
     * @param from where it begins in the line
     * @param to where the record's text begins
     */
    record Found(int from, int to, Map<String, Value> fields) {}

    boolean isEmpty() {
        return heads.isEmpty();
    }

    /** All heads of a line in their order: one at its begin, others only where the format has them anywhere. */
    List<Found> in(Line line, Optional<Version> version) {
        List<Found> all = new ArrayList<>();
        int at = line.begin();
        if (line.complete()) {
            Optional<Found> first = first(line, at, version);
            first.ifPresent(all::add);
            at = first.map(Found::to).orElse(at);
        }
        for (Optional<Found> next = next(line, at, version); next.isPresent(); next = next(line, at, version)) {
            all.add(next.get());
            at = next.get().to();
        }
        return all;
    }

    private Optional<Found> first(Line line, int at, Optional<Version> version) {
        for (Plan.Head head : heads) {
            Optional<Found> found = head instanceof Plan.Head.ByReader r
                    ? read(r.reader(), line, at)
                    : match(((Plan.Head.ByShape) head).shape(), line, at, version);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Found> read(HeadReader reader, Line line, int at) {
        String text = line.text();
        String rest = text.substring(at, Shape.trimmed(text, at, text.length()));
        return reader.read(rest).map(head -> {
            Place place = line.place(at, at + head.length());
            Map<String, Value> fields = new LinkedHashMap<>();
            head.fields().forEach((name, value) -> fields.put(name, Value.of(value, place)));
            return new Found(at, at + Math.min(head.length(), rest.length()), fields);
        });
    }

    private static Optional<Found> match(Shape shape, Line line, int at, Optional<Version> version) {
        String text = line.text();
        if (shape.mayBeIn(version) && shape.matchPrefix(text, at, text.length()) instanceof Shape.Match m) {
            return Optional.of(new Found(at, m.end(), values(line, m)));
        }
        return Optional.empty();
    }

    /** The captures of a match as fields. */
    static Map<String, Value> values(Line line, Shape.Match match) {
        if (match.captures().isEmpty()) {
            return Map.of();
        }
        Place place = line.place(0, 0);
        Map<String, Value> fields = new LinkedHashMap<>();
        match.captures()
                .forEach(c -> fields.put(c.name(), Value.of(c.value(), place.mark(c.from(), c.to() - c.from()))));
        return Map.copyOf(fields);
    }

    private Optional<Found> next(Line line, int at, Optional<Version> version) {
        Optional<Found> nearest = Optional.empty();
        for (Plan.Head head : heads) {
            if (head instanceof Plan.Head.ByShape h && h.anywhere()) {
                Optional<Found> found = next(h.shape(), line, at, version);
                if (found.isPresent()
                        && (nearest.isEmpty()
                                || found.get().from() < nearest.get().from())) {
                    nearest = found;
                }
            }
        }
        return nearest;
    }

    /** The next place where a shape stands, found by its first literal. */
    private static Optional<Found> next(Shape shape, Line line, int from, Optional<Version> version) {
        String text = line.text();
        String anchor = anchor(shape);
        int lead = shape.elements().get(0) instanceof Element.Literal ? 0 : LEAD_BYTES;
        int tried = from;
        for (int at = text.indexOf(anchor, from); at >= 0; at = text.indexOf(anchor, at + 1)) {
            for (tried = Math.max(tried, at - lead); tried <= at; tried++) {
                Optional<Found> found = match(shape, line, tried, version);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The first literal of a shape; empty if there is none. */
    static String anchor(Shape shape) {
        return shape.elements().stream()
                .filter(Element.Literal.class::isInstance)
                .map(e -> ((Element.Literal) e).bytes())
                .findFirst()
                .orElse("");
    }

    /** True when all that stands before the first literal is short, so that the shape can be found in mid-line. */
    static boolean canStandAnywhere(Shape shape) {
        for (Element element : shape.elements()) {
            if (element instanceof Element.Literal) {
                return true;
            }
            boolean isShort = element instanceof Element.Hole h
                    && h.reader()
                            .filter(r -> r.breadth().compareTo(Reader.Breadth.DIGITS) <= 0)
                            .isPresent();
            if (!isShort) {
                return false;
            }
        }
        return false;
    }
}
