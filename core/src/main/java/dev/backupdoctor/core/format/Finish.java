package dev.backupdoctor.core.format;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.source.Source;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Value;
import dev.backupdoctor.core.value.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes events of drafts once the whole source was read and all that holds for it is known. */
final class Finish {

    private static final Draft DONE = new Draft("", Map.of(), Map.of(), Map.of(), Place.of(""));

    private final Format format;
    private final Source source;
    private final Collector collector;
    private final Problems problems;
    private final Map<String, Value> constants = new LinkedHashMap<>();
    private final SourceTimes times;
    private final Value sourceField;
    private Span seen = Span.NONE;

    Finish(Format format, Source source, Reading reading, Collector collector, Problems problems) {
        this.format = format;
        this.source = source;
        this.collector = collector;
        this.problems = problems;
        this.sourceField = Value.of(source.name(), Place.of(source.name()));
        fileName().forEach(constants::put);
        collector.identity().forEach(constants::put);
        this.times = new SourceTimes(format.plan(), source, reading, constants);
        constants.replaceAll((name, value) -> times.settle(value));
    }

    private Map<String, Value> fileName() {
        Map<String, Value> fields = new LinkedHashMap<>();
        format.recognition()
                .fit(source.fileName())
                .ifPresent(fit -> fit.match()
                        .captures()
                        .forEach(c -> fields.put(c.name(), Value.of(c.value(), Place.of(source.name())))));
        return fields;
    }

    /** What was read: the extent of the source, and its first and last head. */
    record Extent(Map<String, Value> firstHead, Map<String, Value> lastHead, long bytes, long lines) {}

    SourceEvents events(Extent extent) {
        List<Draft> drafts = collector.drafts().inOrder();
        int[] bytes = drafts.stream().mapToInt(Draft::bytes).toArray();
        List<Event> events = new ArrayList<>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            // Drafts give way to events one by one: there may be very many.
            events.add(event(drafts.set(i, DONE), i));
        }
        Span ends = Span.NONE;
        for (Map<String, Value> head : List.of(extent.firstHead(), extent.lastHead())) {
            Optional<Instant> at = times.at(head);
            ends = at.map(ends::with).orElse(ends);
            at.ifPresent(this::saw);
        }
        if (times.lacksYear()) {
            problems.note(0, "its times have no year, and when it was written is not known: they are left out");
        }
        SourceEvents read = new SourceEvents(
                source,
                format,
                HeldEvents.of(events, bytes, collector.drafts()),
                constants,
                claims(),
                !problems.isIncomplete(),
                ends,
                seen,
                version(),
                times.isAssumed(),
                extent.bytes(),
                extent.lines(),
                problems.list());
        return read.held().isCut() ? read.cut() : read;
    }

    /** What a parser said that it covers with what lines give, else every kind but those sought by a value. */
    private List<Claim> claims() {
        if (problems.isIncomplete()) {
            return List.of();
        }
        Stream<Claim> claims = collector.claims().isEmpty()
                ? format.yields().stream().filter(k -> k.soughtBy().isEmpty()).map(k -> new Claim(k.name(), Map.of()))
                : Stream.concat(collector.claims().stream(), ofLines());
        return claims.map(c -> {
                    Map<String, Value> keys = new LinkedHashMap<>(constants);
                    keys.putAll(c.keys());
                    return new Claim(c.kind(), keys);
                })
                .toList();
    }

    /** All lines were looked at, whatever the parser says of its own kinds. */
    private Stream<Claim> ofLines() {
        return format.plan().probes().stream()
                .filter(p -> p.role() == Plan.Role.EVENT)
                .map(p -> format.plan().events().get(p.group()).kind())
                .distinct()
                .map(kind -> new Claim(kind, Map.of()));
    }

    private Optional<Version> version() {
        return constants.getOrDefault("version", Value.none()).as(Version.class).or(collector::version);
    }

    private Event event(Draft draft, int order) {
        Map<String, Value> fields = new HashMap<>(constants);
        fields.putAll(draft.head());
        fields.putAll(draft.context());
        fields.putAll(draft.own());
        fields.put("line", Value.of(BigDecimal.valueOf(draft.place().line()), draft.place()));
        fields.put("source", sourceField);
        // A context names an older line; its time is not that of the record.
        Stream.of(draft.own(), draft.head(), draft.context(), constants)
                .map(level -> level.get("at"))
                .filter(at -> at != null)
                .findFirst()
                .ifPresent(at -> fields.put("at", at));
        fields.replaceAll((name, value) -> times.settle(value));
        if (draft.own().containsKey("at") || draft.head().containsKey("at")) {
            fields.getOrDefault("at", Value.none()).as(Instant.class).ifPresent(this::saw);
        }
        return new Event(draft.kind(), fields, draft.place(), order);
    }

    private void saw(Instant time) {
        seen = seen.with(time);
    }
}
