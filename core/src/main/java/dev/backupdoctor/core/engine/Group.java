package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.rule.Eval;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.rule.Scope;
import dev.backupdoctor.core.rule.Stream;
import dev.backupdoctor.core.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One group of a rule: the events that have its keys, and every name of the rule with its value for them. */
final class Group {

    private final Rule rule;
    private final Case facts;
    private final RuleSettings settings;
    private final SortedMap<String, Value> keys;
    private final List<Event> events;
    private final Map<String, Value> known = new HashMap<>();
    private final Scope scope = Scope.of(this::name);
    private boolean guessed;

    /**
     * Makes a group.
     *
     * @param keys the keys of {@code for-each}; a key that the events lack is none
     * @param events at least one, in order
     */
    Group(Rule rule, Case facts, RuleSettings settings, Map<String, Value> keys, List<Event> events) {
        this.rule = rule;
        this.facts = facts;
        this.settings = settings;
        this.keys = new TreeMap<>(keys);
        this.events = List.copyOf(events);
        this.keys.replaceAll(this::completed);
    }

    /** A key that the events lack has the case's only value for it, if there is just one. That is a guess. */
    private Value completed(String key, Value value) {
        if (value.isKnown()) {
            return value;
        }
        Optional<Object> sole = facts.soleValue(rule.product(), key);
        guessed |= sole.isPresent();
        return sole.map(it -> Value.of(shown(it))).orElseGet(() -> Value.missing(key));
    }

    /** Texts are kept in their byte form by the case. */
    private static Object shown(Object it) {
        return it instanceof String s ? dev.backupdoctor.core.value.Utf8.decode(s) : it;
    }

    Rule rule() {
        return rule;
    }

    Scope scope() {
        return scope;
    }

    SortedMap<String, Value> keys() {
        return keys;
    }

    List<Event> events() {
        return events;
    }

    /** True when a key was completed or a join bridged a missing key: then nothing is certain. */
    boolean guessed() {
        return guessed;
    }

    Case facts() {
        return facts;
    }

    /** The value of a name of the rule. */
    Value name(String name) {
        Value v = known.get(name);
        if (v == null) {
            v = compute(name);
            known.put(name, v);
        }
        return v;
    }

    private Value compute(String name) {
        Value key = keys.get(name);
        Rule.Binding binding = rule.bindings().get(name);
        Rule.Let let = rule.lets().get(name);
        Rule.Setting setting = rule.settings().get(name);
        if (key != null) {
            return key;
        } else if (name.equals(rule.forEach().alias())) {
            return alias();
        } else if (binding != null) {
            return find(binding);
        } else if (let != null) {
            return let.value().in(scope);
        } else if (setting != null) {
            return settings.value(name).orElse(setting.standard());
        } else if (name.equals("now")) {
            return Value.of(facts.now());
        } else if (name.equals("version")) {
            return version();
        }
        return settings.answer(name).map(Value::of).orElseGet(() -> Value.missing(name));
    }

    private Value alias() {
        Event newest = events.get(events.size() - 1);
        return rule.forEach().all() ? stream(events) : Value.of(newest, newest.place());
    }

    static Value stream(List<Event> events) {
        return Value.of(
                new Stream(events),
                events.stream().limit(Value.MAX_PLACES).map(Event::place).toList());
    }

    /** The product version that the group's sources name, if they agree. */
    Value version() {
        Value found = Value.none();
        for (Event e : events) {
            Value v = e.field("version");
            found = v.isKnown() && !found.isKnown() ? v : found;
        }
        return found;
    }

    /** Events that a binding joins to this group; none if looked for in vain, missing if nothing could be looked at. */
    Value find(Rule.Binding binding) {
        Map<String, Value> wanted = new TreeMap<>();
        for (Rule.JoinKey key : binding.join().keys()) {
            Value v = key.value().in(scope);
            if (!v.isKnown()) {
                return Value.missing(binding.kind().name());
            }
            wanted.put(key.field(), v);
        }
        Optional<Window> window = window(binding.join());
        if (window.isEmpty()) {
            return Value.missing(binding.kind().name());
        }
        Candidates candidates = candidates(binding, wanted, window.get());
        if (candidates.fit().isEmpty()) {
            boolean looked =
                    !candidates.unknown() && facts.covers(binding.kind().name(), wanted, window.get());
            return !looked ? Value.missing(binding.kind().name()) : binding.all() ? stream(List.of()) : Value.none();
        }
        guessed |= candidates.bridged();
        return binding.all() ? stream(candidates.fit()) : newest(binding, candidates.fit());
    }

    /**
     * The newest that fits. What is shared by all groups must be one thing: of two configurations that differ, the one
     * that lies nearest to the group's own files in the tree of directories is taken for its own, at most as likely.
     */
    private Value newest(Rule.Binding binding, List<Event> fit) {
        Rule.Join join = binding.join();
        boolean shared =
                join.keys().isEmpty() && join.after().isEmpty() && join.before().isEmpty();
        List<Event> candidates = shared && differ(fit) ? nearest(fit) : fit;
        if (shared && differ(candidates)) {
            return Value.missing(binding.kind().name() + " (which of several?)");
        }
        guessed |= candidates.size() < fit.size();
        Event newest = candidates.get(candidates.size() - 1);
        return Value.of(newest, newest.place());
    }

    private static boolean differ(List<Event> events) {
        return events.stream().anyMatch(e -> !said(e).equals(said(events.get(0))));
    }

    private List<Event> nearest(List<Event> candidates) {
        String own = events.get(0).place().file();
        int best = candidates.stream()
                .mapToInt(e -> shared(own, e.place().file()))
                .max()
                .orElse(0);
        return candidates.stream()
                .filter(e -> shared(own, e.place().file()) == best)
                .toList();
    }

    /** Directories that two paths have in common, from their begin. */
    private static int shared(String a, String b) {
        int count = 0;
        for (int i = 0; i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i); i++) {
            count += a.charAt(i) == '/' ? 1 : 0;
        }
        return count;
    }

    private static Map<String, Optional<Object>> said(Event e) {
        Map<String, Optional<Object>> said = new TreeMap<>();
        e.fields().forEach((field, value) -> said.put(field, value.known()));
        said.keySet().removeAll(List.of("at", "line", "source", "file"));
        return said;
    }

    /**
     * What a join found.
     *
     * @param unknown some event could neither be taken nor left
     * @param bridged some event lacks a key, and was taken because the case has one value for it
     */
    private record Candidates(List<Event> fit, boolean unknown, boolean bridged) {}

    private Candidates candidates(Rule.Binding binding, Map<String, Value> wanted, Window window) {
        List<Event> fit = new ArrayList<>();
        boolean unknown = false;
        boolean bridged = false;
        for (Event e : narrowed(binding.kind().name(), wanted)) {
            Bridge bridge = bridge(e, wanted);
            Value holds = bridge == Bridge.NO ? Value.of(false) : window.holds(e, facts);
            if (holds.isTrue() && binding.join().where().isPresent()) {
                Eval where = binding.join().where().get();
                holds = where.in(scope.inside(e));
            }
            boolean open = !holds.isFalse() && (bridge == Bridge.UNKNOWN || holds.isMissing());
            unknown |= open;
            if (holds.isTrue() && !open) {
                fit.add(e);
                bridged |= bridge == Bridge.GUESSED;
            }
        }
        return new Candidates(fit, unknown, bridged);
    }

    /** Events that can fit: those with the first key, and those that lack it. */
    private List<Event> narrowed(String kind, Map<String, Value> wanted) {
        if (wanted.isEmpty()) {
            return facts.events(kind);
        }
        Map.Entry<String, Value> first = wanted.entrySet().iterator().next();
        List<Event> keyed =
                facts.events(kind, first.getKey(), first.getValue().known().orElseThrow());
        List<Event> loose = facts.without(kind, first.getKey());
        if (loose.isEmpty()) {
            return keyed;
        }
        List<Event> both = new ArrayList<>(keyed);
        both.addAll(loose);
        both.sort(java.util.Comparator.comparingLong(Event::order));
        return both;
    }

    /** How an event's keys compare with the group's. */
    private enum Bridge {
        YES,
        NO,
        /** The event lacks a key, but the case has only the group's value for it. */
        GUESSED,
        UNKNOWN
    }

    private Bridge bridge(Event e, Map<String, Value> wanted) {
        Bridge result = Bridge.YES;
        for (Map.Entry<String, Value> key : wanted.entrySet()) {
            Object value = Case.normal(key.getValue().known().orElseThrow());
            Optional<Object> own = e.field(key.getKey()).known().map(Case::normal);
            if (own.isPresent() && !own.get().equals(value)) {
                return Bridge.NO;
            } else if (own.isEmpty()) {
                boolean sole = facts.soleValue(rule.product(), key.getKey())
                        .filter(value::equals)
                        .isPresent();
                result = sole && result != Bridge.UNKNOWN ? Bridge.GUESSED : Bridge.UNKNOWN;
            }
        }
        return result;
    }

    /** The window of a join; empty when a bound is not known. */
    private Optional<Window> window(Rule.Join join) {
        Optional<Value> after = join.after().map(e -> e.in(scope));
        Optional<Value> before = join.before().map(e -> e.in(scope));
        Optional<Value> within = join.within().map(e -> e.in(scope));
        boolean known = java.util.stream.Stream.of(after, before, within)
                .flatMap(Optional::stream)
                .allMatch(Value::isKnown);
        return known
                ? Optional.of(new Window(
                        after.flatMap(Value::known),
                        before.flatMap(Value::known),
                        within.flatMap(v -> v.as(java.time.Duration.class))))
                : Optional.empty();
    }
}
