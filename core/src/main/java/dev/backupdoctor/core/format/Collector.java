package dev.backupdoctor.core.format;

import dev.backupdoctor.core.source.Source;
import dev.backupdoctor.core.spi.ValuesReader;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Value;
import dev.backupdoctor.core.value.Version;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tries shapes on records and keeps what they say: identity, contexts and drafts of events. */
final class Collector {

    private final Plan plan;
    private final Problems problems;
    private final Map<String, Value> identity = new LinkedHashMap<>();
    private final Contexts contexts;
    private final Drafts drafts;
    private final List<Claim> claims = new ArrayList<>();

    Collector(Plan plan, Source source, Problems problems, long eventBytes) {
        this.plan = plan;
        this.problems = problems;
        this.drafts = new Drafts(eventBytes);
        this.contexts = new Contexts(source.name(), plan.labels());
    }

    /** The version that is known so far. */
    Optional<Version> version() {
        Value nearest = contexts.inForce().getOrDefault("version", identity.getOrDefault("version", Value.none()));
        return nearest.as(Version.class);
    }

    Map<String, Value> identity() {
        return identity;
    }

    Contexts contexts() {
        return contexts;
    }

    Drafts drafts() {
        return drafts;
    }

    /** Something that holds for the whole source; what was said first stays. */
    void identity(String field, Value value) {
        identity.putIfAbsent(field, value);
    }

    List<Claim> claims() {
        return claims;
    }

    void claim(Claim claim) {
        claims.add(claim);
    }

    void add(Draft draft) {
        drafts.add(draft);
    }

    /** Tries the probes whose literals were found in a record's line. */
    void record(LogRecord record, BitSet probes) {
        BitSet done = new BitSet();
        for (int i = probes.nextSetBit(0); i >= 0; i = probes.nextSetBit(i + 1)) {
            Plan.Probe probe = plan.probes().get(i);
            if (isSettled(probe, done) || !(tried(probe.shape(), record) instanceof Shape.Match match)) {
                continue;
            }
            Map<String, Value> captures = captures(record, match);
            if (probe.role() == Plan.Role.IDENTITY) {
                captures.forEach(this::identity);
                continue;
            }
            done.set(key(probe));
            if (probe.role() == Plan.Role.CONTEXT) {
                contexts.set(plan.labels().get(probe.group()), record, captures);
            } else if (isNoise(record)) {
                return;
            } else {
                event(plan.events().get(probe.group()), record, captures);
            }
        }
    }

    /** True when the probe can say nothing new of this record. */
    private boolean isSettled(Plan.Probe probe, BitSet done) {
        return probe.role() == Plan.Role.IDENTITY ? isKnown(probe.shape()) : done.get(key(probe));
    }

    /** Counts labels, then event statements. */
    private int key(Plan.Probe probe) {
        return probe.role() == Plan.Role.CONTEXT ? probe.group() : plan.labels().size() + probe.group();
    }

    private boolean isKnown(Shape identity) {
        return identity.kept().stream().allMatch(h -> this.identity.containsKey(h.name()));
    }

    private Shape.Outcome tried(Shape shape, LogRecord record) {
        if (!shape.mayBeIn(version())) {
            return Shape.NoMatch.DIFFERENT;
        }
        Shape.Outcome outcome = shape.match(record.line().text(), record.from(), record.to());
        if (outcome == Shape.NoMatch.STEP_LIMIT) {
            problems.cut(
                    record.line().number(),
                    "the shape at " + shape.at() + " gave up on this line after " + Shape.MAX_STEPS + " steps");
        }
        return outcome;
    }

    private boolean isNoise(LogRecord record) {
        return plan.noise().stream().anyMatch(shape -> tried(shape, record) instanceof Shape.Match);
    }

    private Map<String, Value> captures(LogRecord record, Shape.Match match) {
        for (Shape.Capture c : match.captures()) {
            if (c.to() - c.from() > CharsReader.MAX_BYTES) {
                problems.note(
                        record.line().number(),
                        "'" + c.name() + "' is longer than " + CharsReader.MAX_BYTES
                                + " bytes: only its begin is kept");
            }
        }
        return HeadFinder.values(record.line(), match);
    }

    private void event(Plan.EventItem item, LogRecord record, Map<String, Value> captures) {
        Map<String, Value> own = item.takes().isEmpty() ? captures : withTakes(item, record, captures);
        Draft draft = new Draft(item.kind(), own, contexts.inForce(), record.head(), record.place(), true);
        if (item.soughtBy().isEmpty() || isSought(item, draft)) {
            add(draft);
        }
    }

    private Map<String, Value> withTakes(Plan.EventItem item, LogRecord record, Map<String, Value> captures) {
        Map<String, Value> own = new HashMap<>();
        plan.values()
                .map(reader -> reader.read(record.text()))
                .ifPresent(values -> item.takes()
                        .forEach(take -> take(take, values, record).ifPresent(value -> own.put(take.name(), value))));
        own.putAll(captures);
        return Map.copyOf(own);
    }

    /** The value may stand in a record by chance: it is the field that must have it, and the others that are named. */
    private boolean isSought(Plan.EventItem item, Draft draft) {
        return item.soughtBy()
                .flatMap(field -> written(field, draft))
                .map(value -> item.sought().getOrDefault(value, List.of()))
                .filter(asked -> asked.stream().anyMatch(fields -> fits(fields, draft)))
                .isPresent();
    }

    private boolean fits(Map<String, String> fields, Draft draft) {
        return fields.entrySet().stream()
                .allMatch(f ->
                        written(f.getKey(), draft).map(f.getValue()::equals).orElse(true));
    }

    private Optional<String> written(String field, Draft draft) {
        return Stream.of(draft.own(), draft.context(), draft.head(), identity)
                .flatMap(level -> Optional.ofNullable(level.get(field)).stream())
                .findFirst()
                .flatMap(Value::known)
                .map(Plan::written);
    }

    private static Optional<Value> take(Plan.Take take, ValuesReader.Values values, LogRecord record) {
        return values.get(take.from()).flatMap(slice -> {
            Place at = record.line()
                    .place(0, 0)
                    .mark(record.from() + slice.offset(), slice.text().length());
            return take.reader().parse(slice.text(), 0, slice.text().length()).map(read -> Value.of(read, at));
        });
    }
}
