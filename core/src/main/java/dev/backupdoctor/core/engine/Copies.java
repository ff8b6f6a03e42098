package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Leaves out what a copy of a log says once more. */
final class Copies {

    /** A line that says something, in whatever file it stands. */
    private record Said(String kind, Optional<Instant> at, int column, String text) {
        static Said by(Event e) {
            return new Said(e.kind(), e.at(), e.place().column(), e.place().text());
        }
    }

    private final Map<String, Map<Said, Integer>> saidByLog = new HashMap<>();

    private Copies() {}

    /** The sources, each line of a log in one of its files only. */
    static List<CaseSource> leftOut(List<CaseSource> sources) {
        if (sources.stream().allMatch(s -> s.copies().isEmpty())) {
            return sources;
        }
        var copies = new Copies();
        for (CaseSource source : sources) {
            copies.note(source.log(), events(source, file -> !source.copies().contains(file)));
        }
        return sources.stream().map(copies::once).toList();
    }

    private static List<Event> events(CaseSource source, Predicate<String> file) {
        return source.events().stream().filter(e -> file.test(e.place().file())).toList();
    }

    private void note(String log, List<Event> events) {
        Map<Said, Integer> said = saidByLog.computeIfAbsent(log, l -> new HashMap<>());
        events.forEach(e -> said.merge(Said.by(e), 1, Integer::sum));
    }

    private CaseSource once(CaseSource source) {
        if (source.copies().isEmpty()) {
            return source;
        }
        List<Event> kept =
                new ArrayList<>(events(source, file -> !source.copies().contains(file)));
        for (String file : source.files()) {
            if (source.copies().contains(file)) {
                List<Event> fresh = fresh(source.log(), events(source, file::equals));
                kept.addAll(fresh);
                note(source.log(), fresh);
            }
        }
        kept.sort(source.order());
        return source.with(kept, source.coverage());
    }

    /** A line that stands twice in one file was written twice. */
    private List<Event> fresh(String log, List<Event> events) {
        Map<Said, Integer> left = new HashMap<>(saidByLog.getOrDefault(log, Map.of()));
        return events.stream()
                .filter(e -> Optional.ofNullable(left.computeIfPresent(Said.by(e), (s, n) -> n - 1))
                        .filter(n -> n >= 0)
                        .isEmpty())
                .toList();
    }
}
