package dev.backupdoctor.core.format;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.source.Source;
import dev.backupdoctor.core.value.Value;
import dev.backupdoctor.core.value.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one source states.
 *
 * @param held its events; their {@code order} counts from 0 within the source
 * @param constants what holds for the whole source: captures of its file name and of {@code identity}
 * @param claims kinds that it was looked into for; none when it was not read to its end
 * @param whole true when it was read to its end without a cut, so that silence means something
 * @param ends times of the first and last head
 * @param times of the earliest and the latest record seen; records that no shape wants are not all looked at
 * @param version of the product that wrote it
 * @param assumedUtc true when it has times without zone and nobody said which zone that is
 * @param bytes read, decompressed
 * @param lines read; a last line without line feed counts
 */
public record SourceEvents(
        Source source,
        Format format,
        HeldEvents held,
        Map<String, Value> constants,
        List<Claim> claims,
        boolean whole,
        Span ends,
        Span times,
        Optional<Version> version,
        boolean assumedUtc,
        long bytes,
        long lines,
        List<Problem> problems) {

    public SourceEvents {
        constants = Collections.unmodifiableMap(new TreeMap<>(constants));
        claims = List.copyOf(claims);
        problems = List.copyOf(problems);
    }

    /** In the order of their offsets. */
    public List<Event> events() {
        return held.events();
    }

    /** Time of the earliest record seen. */
    public Optional<Instant> first() {
        return times.first();
    }

    /** Time of the latest record seen, the last record of the source among them. */
    public Optional<Instant> last() {
        return times.last();
    }

    /** Where events are left out, silence means nothing, and only what is left tells the times. */
    SourceEvents cut() {
        List<Problem> said = new ArrayList<>(problems);
        held.problem(source.name()).ifPresent(said::add);
        Span left = ends;
        for (Instant at : held.times(constants.getOrDefault("at", Value.none()).as(Instant.class))) {
            left = left.with(at);
        }
        Collections.sort(said);
        return new SourceEvents(
                source, format, held, constants, List.of(), false, ends, left, version, assumedUtc, bytes, lines, said);
    }
}
