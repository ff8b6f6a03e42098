package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.event.Kind;
import dev.backupdoctor.core.lang.Expr;
import dev.backupdoctor.core.lang.Expr.Arg;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.value.Measure;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import dev.backupdoctor.core.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiles operations on streams; their argument is read inside one element. */
final class StreamOperations {

    private final ExprCompiler exprs;

    StreamOperations(ExprCompiler exprs) {
        this.exprs = exprs;
    }

    Typed onStream(Expr.Member m, Eval stream, String kindName, Arg arg) {
        Kind kind = exprs.kinds().find(kindName).orElseThrow();
        ExprCompiler inside = exprs.with(exprs.names().inside(kind));
        switch (m.name()) {
            case "per":
                return per(stream, kind, arg);
            case "without":
                return without(m, stream, kind, arg);
            case "where", "any", "every":
                return filtered(
                        m.name(),
                        stream,
                        kindName,
                        inside.condition(arg.value()).eval());
            default:
                Typed value = inside.compile(arg.value());
                Function<Scope, List<Element>> elements =
                        s -> elements(stream.in(s), e -> value.eval().in(s.inside(e)));
                return measured(m, value, new Type.OneOf(kindName), stream, elements);
        }
    }

    Typed onParts(Expr.Member m, Eval parts, Type.StreamsBy type, Arg arg) {
        ExprCompiler inside = exprs.with(exprs.names().inside(type));
        Typed value = inside.compile(arg.value());
        Function<Scope, List<Element>> elements = s -> {
            List<Element> found = new ArrayList<>();
            for (Stream part :
                    parts.in(s).as(Stream.Parts.class).map(Stream.Parts::parts).orElse(List.of())) {
                Value places = Value.of(
                        part,
                        Value.places(part.events().stream()
                                .map(e -> Value.of(e, e.place()))
                                .toList()));
                found.add(new Element(places, value.eval().in(s.inside(part))));
            }
            return found;
        };
        return measured(m, value, new Type.StreamOf(type.kind()), parts, elements);
    }

    /** An element with the value of the argument inside it. */
    private record Element(Value it, Value value) {}

    private static List<Element> elements(Value stream, Function<Event, Value> value) {
        List<Element> elements = new ArrayList<>();
        for (Event e : MemberCompiler.events(stream)) {
            elements.add(new Element(Value.of(e, e.place()), value.apply(e)));
        }
        return elements;
    }

    private Typed measured(
            Expr.Member m, Typed value, Type element, Eval stream, Function<Scope, List<Element>> elements) {
        if (value.isBroken()) {
            return value;
        } else if (m.name().equals("distinct")) {
            return new Typed(new Type.ListOf(value.type()), s -> distinct(stream.in(s), elements.apply(s)));
        } else if (!value.type().ordered()
                || m.name().equals("where")
                || m.name().equals("any")) {
            exprs.errors()
                    .add(LanguageError.error(m.at(), "'" + m.name() + "' needs a measure inside")
                            .marked(m.at(), value.type().toString()));
            return Typed.broken();
        }
        return switch (m.name()) {
            case "sum" -> new Typed(value.type(), s -> sum(stream.in(s), elements.apply(s)));
            case "top" ->
                new Typed(
                        element,
                        s -> extreme(stream.in(s), elements.apply(s), 1)
                                .map(Element::it)
                                .orElseGet(() -> MemberCompiler.unknownOf(stream.in(s))));
            case "min", "max" -> {
                int sign = m.name().equals("max") ? 1 : -1;
                yield new Typed(
                        value.type(),
                        s -> extreme(stream.in(s), elements.apply(s), sign)
                                .map(Element::value)
                                .orElseGet(() -> MemberCompiler.unknownOf(stream.in(s))));
            }
            default -> {
                exprs.errors().error(m.at(), "'" + m.name() + "' is no operation of streams per key");
                yield Typed.broken();
            }
        };
    }

    /** The sum of the known values; none when there is none, missing when one could not be looked at. */
    private static Value sum(Value stream, List<Element> elements) {
        List<Value> known = new ArrayList<>();
        for (Element e : elements) {
            if (e.value().isMissing()) {
                return e.value();
            } else if (e.value().isKnown()) {
                known.add(e.value());
            }
        }
        if (known.isEmpty()) {
            return MemberCompiler.unknownOf(stream);
        }
        BigDecimal total = BigDecimal.ZERO;
        for (Value v : known) {
            total = total.add(v.known().flatMap(Measure::amount).orElse(BigDecimal.ZERO));
        }
        return Measure.of(total, known.get(0).known().orElseThrow())
                .map(it -> Value.of(it, Value.places(known)))
                .orElse(Value.none());
    }

    /** The element with the greatest ({@code sign} 1) or least value; the first of equal ones. */
    private static Optional<Element> extreme(Value stream, List<Element> elements, int sign) {
        @Nullable Element best = null;
        for (Element e : elements) {
            boolean better = e.value().isKnown()
                    && (best == null
                            || sign
                                            * Logic.order(
                                                    e.value().known().orElseThrow(),
                                                    best.value().known().orElseThrow())
                                    > 0);
            best = better ? e : best;
        }
        return stream.isMissing() ? Optional.empty() : Optional.ofNullable(best);
    }

    private static Value distinct(Value stream, List<Element> elements) {
        Map<Object, Value> distinct = new LinkedHashMap<>();
        for (Element e : elements) {
            e.value().known().ifPresent(it -> distinct.putIfAbsent(it, e.value()));
        }
        return stream.isMissing() ? stream : Value.of(List.copyOf(distinct.keySet()), Value.places(distinct.values()));
    }

    /** {@code where} keeps the events whose condition is true; {@code any} and {@code every} join the conditions. */
    private static Typed filtered(String operation, Eval stream, String kind, Eval condition) {
        if (operation.equals("where")) {
            return new Typed(new Type.StreamOf(kind), s -> {
                Value v = stream.in(s);
                List<Event> kept = new ArrayList<>();
                List<Value> places = new ArrayList<>();
                Value open = Value.none();
                for (Event e : MemberCompiler.events(v)) {
                    Value holds = condition.in(s.inside(e));
                    if (holds.isTrue()) {
                        kept.add(e);
                        places.add(Value.of(e, e.place()));
                    } else if (holds.isMissing()) {
                        open = holds;
                    }
                }
                boolean unknown = kept.isEmpty() && open.isMissing();
                return v.isMissing() ? v : unknown ? open : Value.of(new Stream(kept), Value.places(places));
            });
        }
        boolean any = operation.equals("any");
        return new Typed(Scalar.YES_NO, s -> {
            Value v = stream.in(s);
            Value result = Value.of(!any);
            for (Event e : MemberCompiler.events(v)) {
                Value holds = condition.in(s.inside(e));
                result = any ? Logic.or(result, holds) : Logic.and(result, holds);
            }
            return v.isMissing() ? v : result;
        });
    }

    private Typed per(Eval stream, Kind kind, Arg arg) {
        if (!(arg.value() instanceof Expr.Name key) || !kind.has(key.name())) {
            exprs.errors().error(arg.value().at(), "'per' takes the name of a field of " + kind.name());
            return Typed.broken();
        }
        return new Typed(new Type.StreamsBy(kind.name(), key.name()), s -> {
            Value v = stream.in(s);
            return v instanceof Value.Known k ? Value.of(((Stream) k.it()).per(key.name()), k.from()) : v;
        });
    }

    /** The events that have no partner in another stream with the same values in the fields named by {@code by}. */
    private Typed without(Expr.Member m, Eval stream, Kind kind, Arg arg) {
        Typed other = exprs.compile(arg.value());
        if (other.isBroken()) {
            return other;
        }
        boolean fits = other.type() instanceof Type.StreamOf && !arg.by().isEmpty();
        if (!fits || !arg.by().stream().allMatch(kind::has)) {
            exprs.errors()
                    .error(m.at(), "'without' takes a stream and the fields that pair it: without(others by name)");
            return Typed.broken();
        }
        Eval others = other.eval();
        return new Typed(new Type.StreamOf(kind.name()), s -> {
            Value v = stream.in(s);
            Value o = others.in(s);
            if (v.isMissing() || o.isMissing()) {
                return Value.unknown(v, o);
            }
            var taken =
                    MemberCompiler.events(o).stream().map(e -> key(e, arg.by())).toList();
            List<Event> alone = MemberCompiler.events(v).stream()
                    .filter(e -> !taken.contains(key(e, arg.by())))
                    .toList();
            return Value.of(new Stream(alone), v.from());
        });
    }

    private static List<Optional<Object>> key(Event e, List<String> fields) {
        return fields.stream().map(f -> e.field(f).known()).toList();
    }
}
