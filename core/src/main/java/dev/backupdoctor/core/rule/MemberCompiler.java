package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.event.Kind;
import dev.backupdoctor.core.lang.Expr;
import dev.backupdoctor.core.lang.Expr.Arg;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.lang.Nearest;
import dev.backupdoctor.core.lang.Pos;
import dev.backupdoctor.core.value.Code;
import dev.backupdoctor.core.value.RawName;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import dev.backupdoctor.core.value.Value;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Compiles {@code of.name} and {@code of.name(args)}: fields, parts of codes and texts, stream operations. */
final class MemberCompiler {

    private static final Set<String> WITH_ARGS =
            Set.of("sum", "min", "max", "top", "distinct", "where", "any", "every", "per", "without");
    private static final Set<String> PLAIN = Set.of("count", "first", "last");

    private final ExprCompiler exprs;

    MemberCompiler(ExprCompiler exprs) {
        this.exprs = exprs;
    }

    static boolean isOperation(String name) {
        return WITH_ARGS.contains(name);
    }

    Typed member(Expr.Member m) {
        Typed of = exprs.compile(m.of());
        if (of.isBroken()) {
            return of;
        } else if ((m.args().isPresent() && of.type() instanceof Type.StreamOf)
                || of.type() instanceof Type.StreamsBy) {
            return operation(m, of, m.args().orElse(List.of()));
        } else if (of.type() instanceof Type.OneOf one) {
            return field(m, of, one.kind());
        } else if (of.type() instanceof Type.StreamOf stream) {
            return streamPart(m.at(), of.eval(), stream.kind(), m.name());
        } else if (of.type() instanceof Type.ListOf && m.name().equals("count")) {
            return new Typed(Scalar.NUMBER, s -> map(of.eval().in(s), List.class, l -> BigDecimal.valueOf(l.size())));
        }
        return scalarPart(m, of);
    }

    private Typed field(Expr.Member m, Typed of, String kindName) {
        Kind kind = exprs.kinds().find(kindName).orElseThrow();
        if (!kind.has(m.name()) || m.args().isPresent()) {
            return unknown(m.at(), m.name(), kindName, kind.fields().keySet());
        }
        Eval event = of.eval();
        return new Typed(kind.type(m.name()), s -> {
            Value v = event.in(s);
            return v instanceof Value.Known k ? ((Event) k.it()).field(m.name()) : v;
        });
    }

    private Typed unknown(Pos at, String name, String of, Collection<String> fields) {
        String hint = Nearest.hint(name, fields);
        exprs.errors()
                .add(LanguageError.error(at, of + " has no field '" + name + "'")
                        .hint(hint.isEmpty() ? "it has " + String.join(", ", fields) : hint));
        return Typed.broken();
    }

    /** {@code count}, {@code first}, {@code last}, or a field that is the same in all events. */
    private Typed streamPart(Pos at, Eval stream, String kindName, String name) {
        Kind kind = exprs.kinds().find(kindName).orElseThrow();
        switch (name) {
            case "count":
                return new Typed(Scalar.NUMBER, s -> {
                    Value v = stream.in(s);
                    return v instanceof Value.Known k
                            ? Value.of(
                                    BigDecimal.valueOf(
                                            ((Stream) k.it()).events().size()),
                                    k.from())
                            : v;
                });
            case "first", "last":
                return new Typed(new Type.OneOf(kindName), s -> {
                    List<Event> events = events(stream.in(s));
                    Event end = events.isEmpty() ? null : events.get(name.equals("first") ? 0 : events.size() - 1);
                    return end == null ? unknownOf(stream.in(s)) : Value.of(end, end.place());
                });
            default:
                if (!kind.has(name)) {
                    return unknown(at, name, kindName, kind.fields().keySet());
                }
                return new Typed(kind.type(name), s -> {
                    Value v = stream.in(s);
                    return v instanceof Value.Known k ? ((Stream) k.it()).only(name) : v;
                });
        }
    }

    /** A name inside a sub-stream: its fields, {@code count}, {@code first} and {@code last}. */
    Optional<Typed> partField(Pos at, Type.StreamsBy streams, String name) {
        Kind kind = exprs.kinds().find(streams.kind()).orElseThrow();
        return kind.has(name) || PLAIN.contains(name)
                ? Optional.of(streamPart(at, Names.partItself(), streams.kind(), name))
                : Optional.empty();
    }

    Typed operation(Expr.Member m, Typed of, List<Arg> args) {
        if (!WITH_ARGS.contains(m.name()) || args.size() != 1) {
            exprs.errors()
                    .add(LanguageError.error(m.at(), "'" + m.name() + "' is no operation of a " + of.type())
                            .hint("operations are " + String.join(", ", new TreeSet<>(WITH_ARGS))
                                    + ", each with one value"));
            return Typed.broken();
        } else if (of.type() instanceof Type.StreamsBy parts) {
            return new StreamOperations(exprs).onParts(m, of.eval(), parts, args.get(0));
        }
        return new StreamOperations(exprs).onStream(m, of.eval(), ((Type.StreamOf) of.type()).kind(), args.get(0));
    }

    /** Parts of codes, raw names and texts. */
    private Typed scalarPart(Expr.Member m, Typed of) {
        Eval eval = of.eval();
        if (of.type().equals(Scalar.CODE)) {
            Optional<Function<Code, Optional<String>>> part = codePart(m.name());
            if (part.isPresent()) {
                return new Typed(Scalar.TEXT, s -> mapOptional(eval.in(s), Code.class, part.get()));
            }
        } else if (of.type().equals(Scalar.RAW) && m.name().equals("escaped")) {
            return new Typed(Scalar.TEXT, s -> map(eval.in(s), RawName.class, RawName::escaped));
        } else if (of.type().equals(Scalar.RAW)
                && m.name().equals("byte")
                && m.args().isPresent()) {
            return strayByte(m, eval);
        } else if (of.type().equals(Scalar.TEXT) || of.type().equals(Scalar.RAW)) {
            Optional<BiPredicate<String, String>> test = textTest(m.name());
            if (test.isPresent() && m.args().isPresent() && m.args().get().size() == 1) {
                return textTest(m, eval, test.get());
            }
        }
        exprs.errors().error(m.at(), "a " + of.type() + " has no part '" + m.name() + "'");
        return Typed.broken();
    }

    private static Optional<Function<Code, Optional<String>>> codePart(String name) {
        return switch (name) {
            case "name" -> Optional.of(c -> c.entry().map(Code.Entry::name));
            case "meaning" -> Optional.of(c -> c.entry().flatMap(Code.Entry::meaning));
            case "cause" -> Optional.of(c -> c.entry().flatMap(Code.Entry::cause));
            case "remedy" -> Optional.of(c -> c.entry().flatMap(Code.Entry::remedy));
            default -> Optional.empty();
        };
    }

    private static Optional<BiPredicate<String, String>> textTest(String name) {
        return switch (name) {
            case "has" -> Optional.of(String::contains);
            case "starts" -> Optional.of(String::startsWith);
            case "ends" -> Optional.of(String::endsWith);
            default -> Optional.empty();
        };
    }

    private Typed textTest(Expr.Member m, Eval text, BiPredicate<String, String> test) {
        Expr wanted = m.args().orElseThrow().get(0).value();
        Typed part = exprs.compile(wanted);
        if (!part.isBroken() && !part.type().equals(Scalar.TEXT)) {
            exprs.errors().error(wanted.at(), "'" + m.name() + "' looks for a text, this is a " + part.type());
        }
        Eval looked = part.eval();
        return new Typed(Scalar.YES_NO, s -> {
            Value a = text.in(s);
            Value b = looked.in(s);
            return a instanceof Value.Known x && b instanceof Value.Known y
                    ? Value.of(test.test(x.it().toString(), y.it().toString()), x.from())
                    : Value.unknown(a, b);
        });
    }

    private Typed strayByte(Expr.Member m, Eval name) {
        Typed index = exprs.compile(m.args().orElseThrow().get(0).value());
        Eval at = index.eval();
        return new Typed(Scalar.NUMBER, s -> {
            Value a = name.in(s);
            Value b = at.in(s);
            if (!(a instanceof Value.Known x) || !(b instanceof Value.Known y) || !(y.it() instanceof BigDecimal i)) {
                return Value.unknown(a, b);
            }
            var stray = ((RawName) x.it()).strayByte(i.intValue());
            return stray.isPresent() ? Value.of(BigDecimal.valueOf(stray.getAsInt()), x.from()) : Value.none();
        });
    }

    static List<Event> events(Value v) {
        return v.as(Stream.class).map(Stream::events).orElse(List.of());
    }

    /** What an operation gives that found nothing in a stream: missing if the stream is, else none. */
    static Value unknownOf(Value stream) {
        return stream.isMissing() ? stream : Value.none();
    }

    private static <T> Value map(Value v, Class<T> type, Function<T, ?> part) {
        return v instanceof Value.Known k ? Value.of(part.apply(type.cast(k.it())), k.from()) : v;
    }

    private static <T> Value mapOptional(Value v, Class<T> type, Function<T, Optional<String>> part) {
        return v instanceof Value.Known k
                ? part.apply(type.cast(k.it())).map(t -> Value.of(t, k.from())).orElse(Value.none())
                : v;
    }
}
