package dev.backupdoctor.core.format;

import dev.backupdoctor.core.source.Source;
import dev.backupdoctor.core.value.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A source that was read to its end and is not yet settled: it may be a part of a rotated log, and then other parts
 * name the zone of its times, or hold the head of its first lines.
 */
public final class LogPart {

    private final Format format;
    private final Source source;
    private final Reading reading;
    private final Collector collector;
    private final Problems problems;
    private final Finish.Extent extent;

    LogPart(
            Format format,
            Source source,
            Reading reading,
            Collector collector,
            Problems problems,
            Finish.Extent extent) {
        this.format = format;
        this.source = source;
        this.reading = reading;
        this.collector = collector;
        this.problems = problems;
        this.extent = extent;
    }

    /** When it was written: from its first record to its last. */
    public record Written(Instant first, Instant last) {}

    /**
     * What one line states, wherever it stands.
     *
     * @param at of its record
     */
    public record Statement(String kind, Optional<Instant> at, int column, String text) {}

    public Source source() {
        return source;
    }

    public Format format() {
        return format;
    }

    /** Of which log the source is a part, by its name. */
    public Rotation rotation() {
        return format.recognition().rotation(source.fileName());
    }

    /** Its file name without what rotation puts after names. */
    public String stem() {
        return Rotation.stem(source.fileName());
    }

    /** Its size, decompressed. */
    public long bytes() {
        return extent.bytes();
    }

    /** Bytes of memory that its events take, more or less. */
    public long eventBytes() {
        return collector.drafts().bytes();
    }

    /** True when it has more events than are held. */
    public boolean isCut() {
        return collector.drafts().leftOut() > 0;
    }

    /** Leaves its events so much memory; what is more than that is left out. */
    public void shrink(long bytesLeft) {
        collector.drafts().shrink(bytesLeft);
    }

    /** What it says of itself as a whole. */
    public Map<String, Value> identity() {
        return collector.identity();
    }

    /** Its time, if its records have one, with what other parts say of the zone. */
    public Optional<Written> span(Map<String, Value> identity) {
        SourceTimes times = times(identity);
        List<Draft> drafts = collector.drafts().inOrder();
        Stream<Map<String, Value>> ends = drafts.isEmpty()
                ? Stream.of()
                : Stream.of(drafts.get(0).head(), drafts.get(drafts.size() - 1).head());
        List<Instant> seen = Stream.concat(Stream.of(extent.firstHead(), extent.lastHead()), ends)
                .flatMap(head -> times.at(head).stream())
                .sorted()
                .toList();
        return seen.isEmpty() ? Optional.empty() : Optional.of(new Written(seen.get(0), seen.get(seen.size() - 1)));
    }

    private SourceTimes times(Map<String, Value> identity) {
        Map<String, Value> constants = new LinkedHashMap<>(identity);
        constants.putAll(collector.identity());
        return new SourceTimes(format.plan(), source, reading, constants);
    }

    /** What its lines state, in their order. */
    public List<Statement> statements(Map<String, Value> identity) {
        SourceTimes times = times(identity);
        return collector.drafts().inOrder().stream()
                .map(d -> new Statement(
                        d.kind(),
                        times.at(d.head()),
                        d.place().column(),
                        d.place().text()))
                .toList();
    }

    /** True when all that was looked at in both is the same, so that one of them tells nothing new. */
    public boolean isCopyOf(LogPart other) {
        List<Draft> mine = collector.drafts().inOrder();
        List<Draft> others = other.collector.drafts().inOrder();
        if (!format.equals(other.format)
                || extent.bytes() != other.extent.bytes()
                || extent.lines() != other.extent.lines()
                || mine.size() != others.size()
                || problems.isIncomplete() != other.problems.isIncomplete()
                || !said(identity()).equals(other.said(other.identity()))) {
            return false;
        }
        for (int i = 0; i < mine.size(); i++) {
            if (!mine.get(i).saysTheSame(others.get(i))) {
                return false;
            }
        }
        return said(extent.firstHead()).equals(other.said(other.extent.firstHead()))
                && said(extent.lastHead()).equals(other.said(other.extent.lastHead()));
    }

    private Map<String, Object> said(Map<String, Value> fields) {
        return Draft.said(fields, source.name());
    }

    /** What holds at its end, for the part that comes after it. */
    public Carried after(Carried before) {
        Map<String, Map<String, Value>> contexts = new LinkedHashMap<>();
        Map<String, Map<String, Value>> own = collector.contexts().byLabel();
        before.contexts().forEach((label, fields) -> {
            if (!own.containsKey(label) || Carried.isUnset(own.get(label), label)) {
                contexts.put(label, fields);
            }
        });
        own.forEach(contexts::putIfAbsent);
        Map<String, Value> head = extent.lastHead().isEmpty() ? before.head() : extent.lastHead();
        return new Carried(Map.of(), head, contexts);
    }

    /** What it states, given what other parts say; may be called once. */
    public SourceEvents settle(Carried carried) {
        return settle(carried, source.name());
    }

    /**
     * What it states, as a part of a log.
     *
     * @param log what its events have for {@code source}: the same for all parts
     */
    public SourceEvents settle(Carried carried, String log) {
        return new Finish(this, carried, log).events(extent);
    }

    Reading reading() {
        return reading;
    }

    Collector collector() {
        return collector;
    }

    Problems problems() {
        return problems;
    }
}
