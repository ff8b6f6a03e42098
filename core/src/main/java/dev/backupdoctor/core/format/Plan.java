package dev.backupdoctor.core.format;

import dev.backupdoctor.core.event.RecordKinds;
import dev.backupdoctor.core.lang.Pos;
import dev.backupdoctor.core.spi.HeadReader;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.ValueWriter;
import dev.backupdoctor.core.spi.ValuesReader;
import dev.backupdoctor.core.value.RawName;
import dev.backupdoctor.core.value.Utf8;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to do with the bytes of a source of one format.
 *
 * @param utc true when times without zone are UTC
 * @param heads in the order in which they are tried
 * @param probes shapes of lines that are looked for: first identities, then contexts, then events
 * @param sought shapes of lines that are looked for when a rule asks for a value that stands in them
 * @param noise shapes of lines that give no event
 * @param labels of contexts; a probe's group counts them
 * @param events event statements; a probe's group counts them
 * @param writer of values that the parser reads
 * @param records kinds that the parser yields
 */
record Plan(
        boolean utc,
        List<Head> heads,
        List<Probe> probes,
        List<Probe> sought,
        List<Shape> noise,
        List<String> labels,
        List<EventItem> events,
        Optional<ValuesReader> values,
        Optional<Parser> parser,
        Optional<ValueWriter> writer,
        RecordKinds records,
        Codes codes) {

    Plan {
        heads = List.copyOf(heads);
        probes = List.copyOf(probes);
        sought = List.copyOf(sought);
        noise = List.copyOf(noise);
        labels = List.copyOf(labels);
        events = List.copyOf(events);
    }

    /** What stands in front of each record. */
    sealed interface Head {
        record ByShape(Shape shape, boolean anywhere) implements Head {}

        record ByReader(HeadReader reader) implements Head {}
    }

    /** What a line that fits is for. */
    enum Role {
        IDENTITY,
        CONTEXT,
        EVENT,
        /** A record that may have a sought value: of the lines of its event, else any in which the value stands. */
        SOUGHT
    }

    /**
     * A shape of lines that are looked for.
     *
     * @param group index of its label or event statement; of several that fit a line, only the first of a group counts
     */
    record Probe(Shape shape, Role role, int group) {}

    /**
     * One {@code event} statement.
     *
     * @param sought fields of the records that are sought, as they are written, by the value of the field that they are
     *     sought by; empty when nothing is sought
     */
    record EventItem(
            String kind,
            Optional<String> soughtBy,
            Map<String, Collection<Map<String, String>>> sought,
            List<Take> takes) {}

    /**
     * A plan that finds nothing but the records of sought kinds that are asked for; identity and contexts are read all
     * the same, since their fields belong to the events.
     *
     * @param wanted records by kind
     */
    Plan seeking(Map<String, ? extends Collection<Wanted>> wanted) {
        List<Probe> some = new ArrayList<>(probes.stream()
                .filter(p -> p.role() == Role.IDENTITY || p.role() == Role.CONTEXT)
                .toList());
        List<EventItem> items = new ArrayList<>();
        for (EventItem item : events) {
            Collection<Wanted> asked = Optional.<Collection<Wanted>>ofNullable(wanted.get(item.kind()))
                    .orElse(List.of());
            Map<String, Collection<Map<String, String>>> values =
                    item.soughtBy().map(by -> Wanted.byValue(asked, by)).orElse(Map.of());
            int group = items.size();
            List<Probe> lines = sought.stream().filter(p -> p.group() == group).toList();
            if (!values.isEmpty()) {
                some.addAll(
                        lines.isEmpty() ? List.of(new Probe(anything(values.keySet()), Role.SOUGHT, group)) : lines);
            }
            items.add(new EventItem(item.kind(), item.soughtBy(), values, item.takes()));
        }
        return new Plan(
                utc, heads, some, List.of(), noise, labels, items, values, Optional.empty(), writer, records, codes);
    }

    private static Shape anything(Collection<String> literals) {
        Pos nowhere = new Pos("", 1, 1, 1);
        var rest = new Shape.Element.Hole(nowhere, "_", Optional.empty());
        return new Shape(nowhere, List.of(rest), Optional.empty(), List.copyOf(literals));
    }

    /** How a value is written in a line, one char per byte. */
    static String written(Object value) {
        if (value instanceof BigDecimal n) {
            return n.signum() == 0 ? "0" : n.stripTrailingZeros().toPlainString();
        }
        return value instanceof RawName name ? name.bytes() : Utf8.encode(value.toString());
    }

    /** One {@code take}. */
    record Take(String name, Reader reader, List<String> from) {}

    /**
     * What to search for, and which probes a literal is for.
     *
     * @param probes by literal; indexes of probes
     */
    record Literals(LiteralSearch search, List<List<Integer>> probes) {

        static Literals of(List<Probe> probes) {
            Map<String, List<Integer>> byLiteral = new LinkedHashMap<>();
            for (int i = 0; i < probes.size(); i++) {
                for (String literal : probes.get(i).shape().literals()) {
                    byLiteral.computeIfAbsent(literal, k -> new ArrayList<>()).add(i);
                }
            }
            List<byte[]> bytes = byLiteral.keySet().stream()
                    .map(l -> l.getBytes(StandardCharsets.ISO_8859_1))
                    .toList();
            return new Literals(LiteralSearch.of(bytes), List.copyOf(byLiteral.values()));
        }
    }
}
