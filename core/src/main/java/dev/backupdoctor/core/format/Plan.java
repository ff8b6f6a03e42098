package dev.backupdoctor.core.format;

import dev.backupdoctor.core.event.RecordKinds;
import dev.backupdoctor.core.spi.HeadReader;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.ValuesReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
 * @param noise shapes of lines that give no event
 * @param labels of contexts; a probe's group counts them
 * @param events event statements; a probe's group counts them
 * @param records kinds that the parser yields
 */
record Plan(
        boolean utc,
        List<Head> heads,
        List<Probe> probes,
        List<Shape> noise,
        List<String> labels,
        List<EventItem> events,
        Optional<ValuesReader> values,
        Optional<Parser> parser,
        RecordKinds records,
        Codes codes) {

    Plan {
        heads = List.copyOf(heads);
        probes = List.copyOf(probes);
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
        EVENT
    }

    /**
     * A shape of lines that are looked for.
     *
     * @param group index of its label or event statement; of several that fit a line, only the first of a group counts
     */
    record Probe(Shape shape, Role role, int group) {}

    /** One {@code event} statement. */
    record EventItem(String kind, Optional<String> soughtBy, List<Take> takes) {}

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
