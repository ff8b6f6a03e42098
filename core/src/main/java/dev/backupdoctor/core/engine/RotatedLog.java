package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.format.Carried;
import dev.backupdoctor.core.format.LogPart;
import dev.backupdoctor.core.format.SourceEvents;
import dev.backupdoctor.core.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of one log, settled: what one part says and others need is carried to them. */
final class RotatedLog {

    /** Identity that may change while a log goes on. */
    private static final Set<String> CHANGING = Set.of("version", "zone");

    /** Between parts whose names do not tell whether one is missing. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final String log;
    private final List<CaseSource> sources = new ArrayList<>();
    private final Map<String, Settled> settled = new TreeMap<>();

    /**
     * A part, settled.
     *
     * @param carried what other parts said
     * @param log what its events have for {@code source}
     */
    record Settled(LogPart part, Carried carried, String log, SourceEvents events) {}

    /** @param parts of one format and one name */
    RotatedLog(String log, List<LogPart> parts) {
        this.log = log;
        List<LogPart> wholes =
                parts.stream().filter(p -> !p.rotation().warningsOnly()).toList();
        List<LogPart> twins =
                parts.stream().filter(p -> p.rotation().warningsOnly()).toList();
        Map<String, Value> agreed = agreed(parts);
        boolean oneLog = parts.stream()
                .flatMap(p -> p.identity().keySet().stream())
                .allMatch(field -> CHANGING.contains(field) || agreed.containsKey(field));
        if (!oneLog) {
            parts.forEach(p -> sources.add(alone(p)));
            return;
        }
        LogChain chain = new LogChain(wholes, agreed);
        add(chain, agreed, false);
        add(new LogChain(twins, agreed), agreed, true);
    }

    /** As rules see it. */
    List<CaseSource> sources() {
        return sources;
    }

    /** Its files by name. */
    Map<String, Settled> settled() {
        return settled;
    }

    private void add(LogChain chain, Map<String, Value> agreed, boolean warningsOnly) {
        if (!chain.chain().isEmpty()) {
            sources.add(joined(chain, agreed, warningsOnly));
        }
        chain.apart().forEach(p -> sources.add(alone(p)));
    }

    /** A twin holds warnings alone: that something is not in it says nothing. */
    private CaseSource twin(CaseSource source) {
        return new CaseSource(
                source.name(), log, source.files(), Set.copyOf(source.files()), List.of(), source.events());
    }

    private CaseSource alone(LogPart part) {
        SourceEvents events = settle(part, Carried.NONE, part.source().name()).events();
        CaseSource alone =
                new CaseSource(part.source().name(), events.claims(), events.first(), events.last(), events.events());
        return part.rotation().warningsOnly() ? twin(alone) : alone;
    }

    private Settled settle(LogPart part, Carried carried, String name) {
        var it = new Settled(part, carried, name, part.settle(carried, name));
        settled.put(part.source().name(), it);
        return it;
    }

    private CaseSource joined(LogChain chain, Map<String, Value> agreed, boolean warningsOnly) {
        List<LogPart> parts = chain.chain();
        String name = parts.get(parts.size() - 1).source().name();
        List<Settled> all = new ArrayList<>();
        Carried before = Carried.NONE;
        Optional<Instant> end = Optional.empty();
        for (int i = 0; i < parts.size(); i++) {
            LogPart part = parts.get(i);
            Settled it = settle(part, before.identity(identity(parts, i, agreed)), name);
            all.add(it);
            Optional<Instant> last = it.events().last();
            if (last.isEmpty() || end.isEmpty() || !last.get().isBefore(end.get())) {
                before = part.after(before);
                end = last.or(() -> it.part().span(agreed).map(LogPart.Written::last));
            }
        }
        List<Event> events =
                all.stream().flatMap(s -> s.events().events().stream()).toList();
        List<String> files = parts.stream().map(p -> p.source().name()).toList();
        Set<String> copies = chain.copies().stream().map(p -> p.source().name()).collect(Collectors.toSet());
        CaseSource source = new CaseSource(name, log, files, copies, coverage(all), events);
        return warningsOnly ? twin(source) : source;
    }

    /** What is covered: parts between which nothing is missing cover the time between them too. */
    private static List<Coverage> coverage(List<Settled> parts) {
        List<Coverage> coverage = new ArrayList<>();
        List<SourceEvents> run = new ArrayList<>();
        Optional<Settled> before = Optional.empty();
        for (Settled part : parts) {
            if (before.isPresent() && !follows(before.get(), part)) {
                coverage.add(Coverage.of(run));
                run.clear();
            }
            run.add(part.events());
            before = Optional.of(part);
        }
        coverage.add(Coverage.of(run));
        return coverage;
    }

    private static boolean follows(Settled before, Settled part) {
        boolean whole = before.events().whole() && part.events().whole();
        boolean near = before.events().last().isPresent()
                && part.events().first().isPresent()
                && Duration.between(
                                        before.events().last().get(),
                                        part.events().first().get())
                                .compareTo(QUIET)
                        <= 0;
        return whole && (near || before.part().rotation().isBeside(part.part().rotation()));
    }

    /** What a part does not name itself: as the nearest part before it says, else the nearest after it. */
    private static Map<String, Value> identity(List<LogPart> parts, int index, Map<String, Value> agreed) {
        Map<String, Value> identity = new HashMap<>(agreed);
        List<LogPart> earlier = new ArrayList<>(parts.subList(0, index));
        java.util.Collections.reverse(earlier);
        Map<String, Value> nearest = new HashMap<>();
        Stream.concat(earlier.stream(), parts.subList(index, parts.size()).stream())
                .forEach(p -> p.identity().forEach(nearest::putIfAbsent));
        identity.putAll(nearest);
        identity.keySet().removeAll(parts.get(index).identity().keySet());
        return identity;
    }

    /** What parts say of the log, where those that say it say the same. */
    private static Map<String, Value> agreed(List<LogPart> parts) {
        Map<String, Value> agreed = new TreeMap<>();
        Map<String, Boolean> disputed = new TreeMap<>();
        for (LogPart part : parts) {
            part.identity().forEach((field, value) -> {
                Value other = agreed.putIfAbsent(field, value);
                if (other != null && !other.known().equals(value.known())) {
                    disputed.put(field, true);
                }
            });
        }
        agreed.keySet().removeAll(disputed.keySet());
        return agreed;
    }
}
