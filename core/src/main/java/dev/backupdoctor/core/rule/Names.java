package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.event.Kind;
import dev.backupdoctor.core.lang.Pos;
import dev.backupdoctor.core.value.Type;
import dev.backupdoctor.core.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** The names that an expression may use: those of the element it stands in first, then those of the rule. */
final class Names {

    private final Function<String, Optional<Typed>> rule;
    private final Map<String, Pos> places;
    private final Optional<Kind> element;
    private final Optional<Type.StreamsBy> part;

    private Names(
            Function<String, Optional<Typed>> rule,
            Map<String, Pos> places,
            Optional<Kind> element,
            Optional<Type.StreamsBy> part) {
        this.rule = rule;
        this.places = places;
        this.element = element;
        this.part = part;
    }

    /**
     * The names of a rule.
     *
     * @param places where each is defined
     */
    static Names of(Function<String, Optional<Typed>> rule, Map<String, Pos> places) {
        return new Names(rule, places, Optional.empty(), Optional.empty());
    }

    /** Inside an event of a kind. */
    Names inside(Kind kind) {
        return new Names(rule, places, Optional.of(kind), Optional.empty());
    }

    /** Inside a sub-stream: its key and the operations of streams have names. */
    Names inside(Type.StreamsBy streams) {
        return new Names(rule, places, Optional.empty(), Optional.of(streams));
    }

    /** The sub-stream that expressions stand in. */
    Optional<Type.StreamsBy> part() {
        return part;
    }

    Optional<Typed> find(String name) {
        if (element.isPresent() && element.get().has(name)) {
            return Optional.of(
                    new Typed(element.get().type(name), s -> s.element().field(name)));
        }
        return rule.apply(name);
    }

    /** Where the rule defines a name; empty for fields of an element and for names that every rule has. */
    Optional<Pos> place(String name) {
        return Optional.ofNullable(places.get(name));
    }

    Map<String, Pos> places() {
        return places;
    }

    /** All names, sorted, for suggestions. */
    SortedSet<String> all() {
        SortedSet<String> all = new TreeSet<>(places.keySet());
        element.ifPresent(k -> all.addAll(k.fields().keySet()));
        return all;
    }

    /** The value of a stream's element, as the sub-stream itself. */
    static Eval partItself() {
        return s -> Value.of(s.part());
    }
}
