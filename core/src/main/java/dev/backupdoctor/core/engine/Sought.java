package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.event.Kind;
import dev.backupdoctor.core.format.Claim;
import dev.backupdoctor.core.format.SourceEvents;
import dev.backupdoctor.core.format.Wanted;
import dev.backupdoctor.core.rule.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Events that are only read when a rule asks for them by a value, such as all lines of one trace: the first pass finds
 * the values, a second one the lines. What those lines hold may lead on, so it goes round until nothing new is asked.
 */
final class Sought {

    /** Records or groups of them sought of one kind; more would be a full read. */
    static final int MAX_VALUES = 10_000;

    private static final int MAX_ROUNDS = 4;

    private final Collection<Rule> rules;
    private final RuleSettings settings;
    private final Function<List<CaseSource>, Case> asCase;
    private final Function<Map<String, Set<Wanted>>, List<SourceEvents>> reader;
    private final Map<String, Set<Wanted>> asked = new TreeMap<>();

    /**
     * Prepares the search.
     *
     * @param asCase puts sources together
     * @param reader reads all sources again, for these records of each kind
     */
    Sought(
            Collection<Rule> rules,
            RuleSettings settings,
            Function<List<CaseSource>, Case> asCase,
            Function<Map<String, Set<Wanted>>, List<SourceEvents>> reader) {
        this.rules = rules.stream().filter(Sought::seeks).toList();
        this.settings = settings;
        this.asCase = asCase;
        this.reader = reader;
    }

    private static boolean seeks(Rule rule) {
        return rule.bindings().values().stream()
                .anyMatch(b -> !b.kind().soughtBy().isEmpty());
    }

    /** The case with all that its rules ask for. */
    Case complete(List<CaseSource> firstPass) {
        List<CaseSource> sources = firstPass;
        Case facts = asCase.apply(sources);
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Map<String, Set<Wanted>> wanted = wanted(facts);
            if (wanted.isEmpty()) {
                return facts;
            }
            sources = joined(sources, reader.apply(wanted), wanted.keySet());
            facts = asCase.apply(sources);
        }
        return facts;
    }

    /** Records that some group needs and that were not asked for before. */
    private Map<String, Set<Wanted>> wanted(Case facts) {
        Map<String, Set<Wanted>> wanted = new TreeMap<>();
        for (Rule rule : rules) {
            for (RuleRun.Judged judged :
                    new RuleRun(rule, facts, settings).run().groups()) {
                rule.bindings().values().forEach(b -> note(b, judged.group(), wanted));
            }
        }
        wanted.values().removeIf(Set::isEmpty);
        return wanted;
    }

    private void note(Rule.Binding binding, Group group, Map<String, Set<Wanted>> wanted) {
        Kind kind = binding.kind();
        Map<String, Object> fields = new TreeMap<>();
        for (Rule.JoinKey key : binding.join().keys()) {
            key.value().in(group.scope()).known().ifPresent(value -> fields.put(key.field(), value));
        }
        Set<Wanted> known = asked.computeIfAbsent(kind.name(), k -> new LinkedHashSet<>());
        if (fields.containsKey(kind.soughtBy()) && known.size() < MAX_VALUES) {
            Wanted records = new Wanted(fields);
            if (known.add(records)) {
                wanted.computeIfAbsent(kind.name(), k -> new LinkedHashSet<>()).add(records);
            }
        }
    }

    /** Sources with the events found, and with the claim to have looked. */
    private static List<CaseSource> joined(List<CaseSource> sources, List<SourceEvents> found, Set<String> kinds) {
        Map<String, SourceEvents> byName = new HashMap<>();
        found.forEach(f -> byName.put(f.source().name(), f));
        return sources.stream().map(s -> joined(s, byName, kinds)).toList();
    }

    private static CaseSource joined(CaseSource source, Map<String, SourceEvents> found, Set<String> kinds) {
        if (source.files().stream().noneMatch(found::containsKey)) {
            return source;
        }
        List<Event> events = new ArrayList<>(source.events());
        Set<List<Object>> known = new HashSet<>();
        events.forEach(e -> known.add(identity(e)));
        // Who asked before for some fields and now asks for others may get the same record twice.
        source.files().stream()
                .flatMap(f -> Optional.ofNullable(found.get(f)).stream())
                .flatMap(more -> more.events().stream())
                .filter(e -> known.add(identity(e)))
                .forEach(events::add);
        events.sort(source.order());
        List<Coverage> coverage =
                source.coverage().stream().map(c -> looked(c, found, kinds)).toList();
        return source.with(events, coverage);
    }

    private static List<Object> identity(Event event) {
        return List.of(
                event.kind(),
                event.place().file(),
                event.place().offset(),
                event.place().column());
    }

    private static Coverage looked(Coverage coverage, Map<String, SourceEvents> found, Set<String> kinds) {
        List<SourceEvents> again = coverage.files().stream()
                .flatMap(f -> Optional.ofNullable(found.get(f)).stream())
                .toList();
        boolean whole = !coverage.claims().isEmpty()
                && again.size() == coverage.files().size()
                && again.stream().allMatch(SourceEvents::whole);
        if (!whole) {
            return coverage;
        }
        Set<Claim> claims = new LinkedHashSet<>(coverage.claims());
        for (SourceEvents more : again) {
            more.format().yields().stream()
                    .filter(k -> kinds.contains(k.name()))
                    .forEach(k -> claims.add(new Claim(k.name(), more.constants())));
        }
        return new Coverage(coverage.files(), List.copyOf(claims), coverage.first(), coverage.last());
    }
}
