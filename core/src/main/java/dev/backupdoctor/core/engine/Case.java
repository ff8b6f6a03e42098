package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.format.Claim;
import dev.backupdoctor.core.value.Code;
import dev.backupdoctor.core.value.RawName;
import dev.backupdoctor.core.value.Utf8;
import dev.backupdoctor.core.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All sources together, so that a rule can join a server's log with a client's.
 *
 * <p>Events are ranked once: within a source by offset, between sources by time (an event without one has that of the
 * last event before it), then by path and offset. The order in which sources were named does not matter.
 */
public final class Case {

    private final List<CaseSource> sources;
    private final Instant now;
    private final Duration skew;
    private final Map<String, List<Event>> byKind = new HashMap<>();
    private final Map<String, Map<Object, List<Event>>> byKey = new HashMap<>();
    private final Map<String, List<Event>> lacking = new HashMap<>();
    /** The value of a field that all events of a product have in common; empty for several. */
    private final Map<String, Optional<Object>> sole = new HashMap<>();

    private final List<Optional<Instant>> times = new ArrayList<>();

    /** An event with what it is ranked by. */
    private record Ranked(Event event, Instant reached, Optional<Instant> time) {}

    /**
     * Puts a case together.
     *
     * @param now what rules take for the present; empty for the newest time in the case
     * @param skew by how much clocks of different sources may differ
     */
    public Case(List<CaseSource> sources, Optional<Instant> now, Duration skew) {
        this.sources =
                sources.stream().sorted(Comparator.comparing(CaseSource::name)).toList();
        this.skew = skew;
        List<Ranked> ranked = new ArrayList<>();
        this.sources.forEach(s -> ranked.addAll(rank(s)));
        ranked.sort(Comparator.comparing(Ranked::reached)
                .thenComparing((Ranked r) -> r.event().place().file())
                .thenComparingLong(r -> r.event().order()));
        for (Ranked r : ranked) {
            Event event = r.event().withOrder(times.size());
            times.add(r.time());
            byKind.computeIfAbsent(event.kind(), k -> new ArrayList<>()).add(event);
            event.fields().forEach((field, value) -> value.known().ifPresent(it -> note(event.kind(), field, it)));
        }
        this.now = now.or(() -> newest()).orElse(Instant.EPOCH);
    }

    /** Events of one source in its order, each with the latest time reached so far. */
    private static List<Ranked> rank(CaseSource source) {
        List<Ranked> ranked = new ArrayList<>();
        Instant reached = Instant.MIN;
        Optional<Instant> time = Optional.empty();
        for (Event e : source.events()) {
            time = e.at().isPresent() ? e.at() : time;
            reached = time.isPresent() && time.get().isAfter(reached) ? time.get() : reached;
            ranked.add(new Ranked(e.withOrder(ranked.size()), reached, time));
        }
        return ranked;
    }

    private void note(String kind, String field, Object it) {
        String key = product(kind) + field;
        Optional<Object> known = sole.get(key);
        if (known == null) {
            sole.put(key, Optional.of(normal(it)));
        } else if (known.isPresent() && !known.get().equals(normal(it))) {
            sole.put(key, Optional.empty());
        }
    }

    private Optional<Instant> newest() {
        java.util.stream.Stream<Instant> ends = sources.stream().flatMap(s -> s.last().stream());
        return java.util.stream.Stream.concat(ends, times.stream().flatMap(Optional::stream))
                .max(Comparator.naturalOrder());
    }

    public Instant now() {
        return now;
    }

    public Duration skew() {
        return skew;
    }

    public List<CaseSource> sources() {
        return sources;
    }

    /** All events of a kind, in order. */
    public List<Event> events(String kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    /** Events of a kind with this value in a field, in order; those that lack the field are not among them. */
    List<Event> events(String kind, String field, Object value) {
        return byKey.computeIfAbsent(kind + " " + field, k -> index(kind, field))
                .getOrDefault(normal(value), List.of());
    }

    /** Events of a kind that lack a field, in order. */
    List<Event> without(String kind, String field) {
        return lacking.computeIfAbsent(
                kind + " " + field,
                k -> events(kind).stream()
                        .filter(e -> !e.field(field).isKnown())
                        .toList());
    }

    private Map<Object, List<Event>> index(String kind, String field) {
        Map<Object, List<Event>> index = new HashMap<>();
        for (Event e : events(kind)) {
            e.field(field)
                    .known()
                    .ifPresent(v -> index.computeIfAbsent(normal(v), x -> new ArrayList<>())
                            .add(e));
        }
        return index;
    }

    /** The only value that a field has in all events of a product, if there is exactly one. */
    Optional<Object> soleValue(String product, String field) {
        return sole.getOrDefault(product + "." + field, Optional.empty());
    }

    /** When an event happened: its own time, or that of the last event before it in its source. */
    Optional<Instant> time(Event e) {
        return times.get((int) e.order());
    }

    /** The same value in one form: numbers without trailing zeros, codes as numbers, raw names as bytes. */
    static Object normal(Object it) {
        if (it instanceof BigDecimal n) {
            return n.stripTrailingZeros();
        } else if (it instanceof Code c) {
            return BigDecimal.valueOf(c.number()).stripTrailingZeros();
        } else if (it instanceof RawName r) {
            return r.bytes();
        } else if (it instanceof String s) {
            return Utf8.encode(s);
        }
        return it;
    }

    private static String product(String kind) {
        return kind.substring(0, kind.indexOf('.') + 1);
    }

    /** True when some source was looked into for the kind, and neither the keys nor the time speak against it. */
    boolean covers(String kind, Map<String, Value> keys, Window window) {
        return sources.stream()
                .anyMatch(s -> s.claims().stream().anyMatch(c -> c.kind().equals(kind) && agrees(c, keys))
                        && window.reaches(s, now));
    }

    private static boolean agrees(Claim claim, Map<String, Value> keys) {
        return keys.entrySet().stream().allMatch(key -> {
            Value constant = claim.keys().getOrDefault(key.getKey(), Value.none());
            return !constant.isKnown()
                    || !key.getValue().isKnown()
                    || constant.known()
                            .map(Case::normal)
                            .equals(key.getValue().known().map(Case::normal));
        });
    }
}
