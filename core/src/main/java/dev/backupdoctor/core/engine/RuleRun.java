package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.lang.ShapeSyntax.VersionRange;
import dev.backupdoctor.core.rule.Eval;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.rule.Scope;
import dev.backupdoctor.core.value.Value;
import dev.backupdoctor.core.value.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Runs one rule over a case: groups its events and judges each group. */
final class RuleRun {

    /** Groups of one rule; more are not looked at, and the report says so. */
    static final int MAX_GROUPS = 100_000;

    private final Rule rule;
    private final Case facts;
    private final RuleSettings settings;

    RuleRun(Rule rule, Case facts, RuleSettings settings) {
        this.rule = rule;
        this.facts = facts;
        this.settings = settings;
    }

    /** What a rule says of a group. */
    enum Answer {
        FINDING,
        CLEAN,
        OPEN
    }

    /**
     * A judged group.
     *
     * @param wanted what could not be looked at, when open
     * @param doubtful an {@code unless} could not be decided
     * @param reason the condition that failed, when clean
     */
    record Judged(Group group, Answer answer, SortedSet<String> wanted, boolean doubtful, String reason) {}

    /**
     * Everything that a rule says of a case.
     *
     * @param ran false when no source could have shown its events
     * @param openWanted what could not be looked at although no group came about
     * @param cut true when there were more than {@link #MAX_GROUPS} groups
     */
    record Result(Rule rule, boolean ran, List<Judged> groups, SortedSet<String> openWanted, boolean cut) {}

    Result run() {
        SortedSet<String> openWanted = new TreeSet<>();
        Map<List<Optional<Object>>, List<Event>> grouped = new LinkedHashMap<>();
        Map<List<Optional<Object>>, Map<String, Value>> keys = new LinkedHashMap<>();
        boolean cut = false;
        for (Event e : facts.events(rule.forEach().kind().name())) {
            if (!belongs(e, openWanted)) {
                continue;
            }
            Map<String, Value> key = new LinkedHashMap<>();
            rule.forEach().keys().forEach(k -> key.put(k, e.field(k)));
            List<Optional<Object>> id =
                    key.values().stream().map(v -> v.known().map(Case::normal)).toList();
            if (!grouped.containsKey(id) && grouped.size() == MAX_GROUPS) {
                cut = true;
                continue;
            }
            grouped.computeIfAbsent(id, x -> new ArrayList<>()).add(e);
            keys.putIfAbsent(id, key);
        }
        List<Judged> judged = new ArrayList<>();
        grouped.forEach((id, events) ->
                judged.add(judge(new Group(rule, facts, settings, keys.getOrDefault(id, Map.of()), events))));
        boolean ran = !judged.isEmpty()
                || facts.covers(rule.forEach().kind().name(), Map.of(), Window.ALWAYS)
                || !openWanted.isEmpty();
        return new Result(rule, ran, judged, judged.isEmpty() ? openWanted : new TreeSet<>(), cut);
    }

    /** True when {@code where} holds; what makes it unknown is noted. */
    private boolean belongs(Event e, SortedSet<String> openWanted) {
        if (rule.forEach().where().isEmpty()) {
            return true;
        }
        Scope names = Scope.of(name -> settings.value(name)
                .or(() -> Optional.ofNullable(rule.settings().get(name)).map(Rule.Setting::standard))
                .orElseGet(() -> name.equals("now") ? Value.of(facts.now()) : Value.missing(name)));
        Value holds = rule.forEach().where().get().in(names.inside(e));
        if (holds instanceof Value.Missing m) {
            openWanted.addAll(m.wanted());
        }
        return holds.isTrue();
    }

    private Judged judge(Group group) {
        SortedSet<String> wanted = new TreeSet<>();
        if (!forVersion(group)) {
            return clean(
                    group,
                    "the rule is not for version " + group.version().known().orElse("?"));
        }
        for (Map.Entry<String, Rule.Binding> b : rule.bindings().entrySet()) {
            Value found = b.getValue().mode() == Rule.Mode.WITH ? group.name(b.getKey()) : Value.of(true);
            if (isNothing(found)) {
                return clean(group, "no " + b.getValue().kind().name());
            }
            note(found, wanted);
        }
        for (Rule.Binding absent : rule.absent()) {
            Value found = group.find(absent);
            if (found.isKnown() && !isNothing(found)) {
                return clean(group, "there is " + absent.kind().name());
            }
            note(found, wanted);
        }
        for (Eval condition : rule.conditions()) {
            Value holds = condition.in(group.scope());
            if (holds.isFalse() || holds instanceof Value.None) {
                return clean(group, "condition " + (rule.conditions().indexOf(condition) + 1) + " is false");
            }
            note(holds, wanted);
        }
        if (!wanted.isEmpty()) {
            return new Judged(group, Answer.OPEN, wanted, false, "");
        }
        return unless(group);
    }

    private Judged unless(Group group) {
        boolean doubtful = false;
        for (Rule.Unless u : rule.unless()) {
            Value holds = u.condition().in(group.scope());
            if (holds.isTrue()) {
                return clean(group, u.because());
            }
            doubtful |= holds.isMissing();
        }
        return new Judged(group, Answer.FINDING, new TreeSet<>(), doubtful, "");
    }

    private static Judged clean(Group group, String reason) {
        return new Judged(group, Answer.CLEAN, new TreeSet<>(), false, reason);
    }

    static boolean isNothing(Value v) {
        boolean empty = v.as(dev.backupdoctor.core.rule.Stream.class)
                .filter(s -> s.events().isEmpty())
                .isPresent();
        return v instanceof Value.None || empty;
    }

    private static void note(Value v, SortedSet<String> wanted) {
        if (v instanceof Value.Missing m) {
            wanted.addAll(m.wanted());
        }
    }

    /** False when the rule names versions and the group's is known and outside. */
    boolean forVersion(Group group) {
        Optional<VersionRange> range = rule.versions();
        Optional<Version> version = group.version().as(Version.class);
        if (range.isEmpty() || version.isEmpty()) {
            return true;
        }
        boolean early = range.get()
                .from()
                .filter(f -> version.get().compareTo(new Version(f)) < 0)
                .isPresent();
        boolean late = range.get()
                .before()
                .filter(b -> version.get().compareTo(new Version(b)) >= 0)
                .isPresent();
        return !early && !late;
    }
}
