package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.format.Carried;
import dev.backupdoctor.core.format.LogPart;
import dev.backupdoctor.core.format.SourceEvents;
import dev.backupdoctor.core.source.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the files that are parts of one log: those of one format that lie in one directory and whose names differ only
 * by what rotation puts after them. A file of the same content as another one of them is left out.
 */
final class RotatedLogs {

    private final List<CaseSource> sources = new ArrayList<>();
    private final Map<String, RotatedLog.Settled> settled = new TreeMap<>();
    private final List<List<SourceEvents>> events = new ArrayList<>();
    private final Set<String> copies = new TreeSet<>();
    private final List<Problem> problems = new ArrayList<>();

    RotatedLogs(List<Page> pages) {
        Map<String, List<LogPart>> logs = new TreeMap<>();
        for (Page page : distinct(pages)) {
            problems.addAll(page.problems());
            if (page.parts().size() == 1) {
                LogPart part = page.parts().get(0);
                String log = directory(page) + part.rotation().log() + " "
                        + part.format().name();
                logs.computeIfAbsent(log, l -> new ArrayList<>()).add(part);
            } else {
                List<SourceEvents> by = page.settle();
                events.add(by);
                sources.add(Page.asCaseSource(by));
            }
        }
        logs.forEach((name, parts) -> {
            var log = new RotatedLog(name, parts);
            sources.addAll(log.sources());
            settled.putAll(log.settled());
        });
        settled.values().forEach(s -> events.add(List.of(s.events())));
    }

    /** As rules see them. */
    List<CaseSource> sources() {
        return sources;
    }

    /** What each file states, by each of its formats; those that were left out are among them. */
    List<List<SourceEvents>> events() {
        return events;
    }

    /** What is to be said of pages, and of files that were left out. */
    List<Problem> problems() {
        return problems;
    }

    /** True when another file with the same content counts instead. */
    boolean isCopy(String file) {
        return copies.contains(file);
    }

    /** What a second pass over a file gives, settled as the first was. */
    SourceEvents settle(LogPart again) {
        RotatedLog.Settled first = settled.get(again.source().name());
        return first == null ? again.settle(Carried.NONE) : again.settle(first.carried(), first.log());
    }

    private List<Page> distinct(List<Page> pages) {
        List<Page> byName = pages.stream()
                .sorted(Comparator.comparing(p -> p.source().name()))
                .toList();
        Map<String, List<Page>> alike = new TreeMap<>();
        List<Page> distinct = new ArrayList<>();
        for (Page page : byName) {
            LogPart main = page.parts().get(0);
            List<Page> before =
                    alike.computeIfAbsent(directory(page) + main.stem() + " " + main.bytes(), k -> new ArrayList<>());
            Optional<Page> same = main.bytes() == 0
                    ? Optional.empty()
                    : before.stream().filter(page::isCopyOf).findFirst();
            if (same.isEmpty()) {
                before.add(page);
                distinct.add(page);
            } else {
                String name = page.source().name();
                String text = "has the content of " + same.get().source().name() + ": counted once";
                copies.add(name);
                events.add(page.settle());
                problems.add(new Problem(name, 0, text, false));
            }
        }
        return distinct;
    }

    private static String directory(Page page) {
        String name = page.source().name();
        return name.substring(0, name.lastIndexOf('/') + 1);
    }
}
