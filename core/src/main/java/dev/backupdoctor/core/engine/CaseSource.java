package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.format.Claim;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A source that was read, as rules see it: a file, or all parts of a rotated log.
 *
 * @param name of the file, or of the newest part
 * @param log name of the log that it belongs to: lines that stand in several files of one log count once
 * @param files in the order of time
 * @param copies files whose lines may stand in other files of the log too
 * @param coverage what was looked at
 * @param events in the order of the files and of the lines in them
 */
public record CaseSource(
        String name, String log, List<String> files, Set<String> copies, List<Coverage> coverage, List<Event> events) {

    public CaseSource {
        files = List.copyOf(files);
        copies = Set.copyOf(copies);
        coverage = List.copyOf(coverage);
        events = List.copyOf(events);
    }

    /** One file that is a log of its own. */
    public CaseSource(
            String name, List<Claim> claims, Optional<Instant> first, Optional<Instant> last, List<Event> events) {
        this(name, name, List.of(name), Set.of(), List.of(new Coverage(List.of(name), claims, first, last)), events);
    }

    /** The order of its events. */
    Comparator<Event> order() {
        Map<String, Integer> rank = new HashMap<>();
        files.forEach(f -> rank.putIfAbsent(f, rank.size()));
        return Comparator.comparing((Event e) -> rank.getOrDefault(e.place().file(), rank.size()))
                .thenComparingLong(e -> e.place().offset())
                .thenComparingInt(e -> e.place().column());
    }

    /** The same with other events and coverage. */
    CaseSource with(List<Event> otherEvents, List<Coverage> otherCoverage) {
        return new CaseSource(name, log, files, copies, otherCoverage, otherEvents);
    }
}
