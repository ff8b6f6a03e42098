package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.value.Value;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where an expression is evaluated: the names of its group, and the element it stands in, if any. */
public final class Scope {

    private final Function<String, Value> names;
    private final @Nullable Event element;
    private final @Nullable Stream part;

    private Scope(Function<String, Value> names, @Nullable Event element, @Nullable Stream part) {
        this.names = names;
        this.element = element;
        this.part = part;
    }

    /** The scope of a group; {@code names} gives keys, bindings, lets, settings, answers. */
    public static Scope of(Function<String, Value> names) {
        return new Scope(names, null, null);
    }

    /** Inside one event. */
    public Scope inside(Event event) {
        return new Scope(names, event, null);
    }

    /** Inside one sub-stream. */
    Scope inside(Stream stream) {
        return new Scope(names, null, stream);
    }

    /** The same group, where every stream holds only its events with this value of a field. */
    public Scope narrowed(String key, Object value) {
        return of(name -> {
            Value v = names.apply(name);
            return v instanceof Value.Known k && k.it() instanceof Stream s
                    ? Value.of(s.narrowed(key, value), k.from())
                    : v;
        });
    }

    public Value name(String name) {
        return names.apply(name);
    }

    Event element() {
        return Objects.requireNonNull(element);
    }

    Stream part() {
        return Objects.requireNonNull(part);
    }
}
