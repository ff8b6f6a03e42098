package dev.backupdoctor.core.format;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.source.Source;
import dev.backupdoctor.core.value.Value;
import dev.backupdoctor.core.value.Version;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one source states.
 *
 * @param events in the order of their offsets; their {@code order} counts from 0 within the source
 * @param constants what holds for the whole source: captures of its file name and of {@code identity}
 * @param claims kinds that it was looked into for; none when it was not read to its end
 * @param whole true when it was read to its end without a cut, so that silence means something
 * @param first time of the earliest record seen; records that no shape wants are not all looked at
 * @param last time of the latest record seen, the last record of the source among them
 * @param version of the product that wrote it
 * @param assumedUtc true when it has times without zone and nobody said which zone that is
 * @param bytes read, decompressed
 * @param lines read; a last line without line feed counts
 */
public record SourceEvents(
        Source source,
        Format format,
        List<Event> events,
        Map<String, Value> constants,
        List<Claim> claims,
        boolean whole,
        Optional<Instant> first,
        Optional<Instant> last,
        Optional<Version> version,
        boolean assumedUtc,
        long bytes,
        long lines,
        List<Problem> problems) {

    public SourceEvents {
        events = List.copyOf(events);
        constants = Collections.unmodifiableMap(new TreeMap<>(constants));
        claims = List.copyOf(claims);
        problems = List.copyOf(problems);
    }
}
