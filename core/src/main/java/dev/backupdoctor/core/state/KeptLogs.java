package dev.backupdoctor.core.state;

import dev.backupdoctor.core.source.Taken;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.h2.mvstore.MVMap;

/** How far the logs of one scope had been written at the last check, by their names. */
final class KeptLogs {

    private final MVMap<String, String> marks;

    KeptLogs(Store store, String scope) {
        this.marks = store.map("logs " + scope);
    }

    /** Names of those that are as they were. */
    Set<String> unchanged(List<Taken.OfFile> logs) {
        Set<String> unchanged = new TreeSet<>();
        for (Taken.OfFile log : logs) {
            String before = marks.get(log.name());
            if (before != null
                    && LogMark.of(log.path(), log.bytes())
                            .filter(now -> now.line().equals(before))
                            .isPresent()) {
                unchanged.add(log.name());
            }
        }
        return unchanged;
    }

    /** Takes over how they are now; those that are no more are forgotten. */
    void update(List<Taken.OfFile> logs) {
        Map<String, String> now = new TreeMap<>();
        logs.forEach(l -> LogMark.of(l.path(), l.bytes()).ifPresent(m -> now.put(l.name(), m.line())));
        List.copyOf(marks.keySet()).stream()
                .filter(name -> !now.containsKey(name))
                .forEach(marks::remove);
        now.forEach((name, mark) -> {
            if (!mark.equals(marks.get(name))) {
                marks.put(name, mark);
            }
        });
    }
}
