package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.lang.Expr;
import dev.backupdoctor.core.lang.Expr.Arg;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.lang.Nearest;
import dev.backupdoctor.core.value.Measure;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import dev.backupdoctor.core.value.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compiles calls of functions: {@code min max abs round_up}, and stream operations inside a sub-stream. */
final class FunctionCompiler {

    private static final List<Type> MEASURES = List.of(Scalar.NUMBER, Scalar.DURATION, Scalar.SIZE, Scalar.INSTANT);
    private static final List<String> NAMES = List.of("abs", "max", "min", "round_up");

    private final ExprCompiler exprs;

    FunctionCompiler(ExprCompiler exprs) {
        this.exprs = exprs;
    }

    Typed call(Expr.Name call, List<Arg> args) {
        Optional<Type.StreamsBy> part = exprs.names().part();
        if (part.isPresent() && MemberCompiler.isOperation(call.name())) {
            Type stream = new Type.StreamOf(part.get().kind());
            Expr.Member member = new Expr.Member(call.at(), call, call.name(), Optional.of(args));
            return new MemberCompiler(exprs).operation(member, new Typed(stream, Names.partItself()), args);
        }
        int wanted = call.name().equals("abs") ? 1 : 2;
        if (!NAMES.contains(call.name())) {
            LanguageError unknown = LanguageError.error(call.at(), "unknown function '" + call.name() + "'");
            exprs.errors()
                    .add(unknown.hint(
                            "functions are " + String.join(", ", NAMES) + ". " + Nearest.hint(call.name(), NAMES)));
            return Typed.broken();
        } else if (args.size() != wanted) {
            exprs.errors().error(call.at(), call.name() + " takes " + wanted + " values, not " + args.size());
            return Typed.broken();
        }
        return function(call, args);
    }

    private Typed function(Expr.Name call, List<Arg> args) {
        List<Typed> values = new ArrayList<>();
        for (Arg arg : args) {
            Typed value = exprs.compile(arg.value());
            if (value.isBroken()) {
                return value;
            } else if (!MEASURES.contains(value.type())) {
                exprs.errors().error(arg.value().at(), call.name() + " needs a measure, this is a " + value.type());
                return Typed.broken();
            } else if (!values.isEmpty() && !value.type().equals(values.get(0).type())) {
                return exprs.mismatch(
                        call.at(),
                        call.name() + " needs two of the same measure",
                        args.get(0).value(),
                        values.get(0),
                        arg.value(),
                        value);
            }
            values.add(value);
        }
        Eval first = values.get(0).eval();
        Eval second = values.size() > 1 ? values.get(1).eval() : s -> Value.none();
        return new Typed(values.get(0).type(), s -> {
            Value a = first.in(s);
            Value b = values.size() > 1 ? second.in(s) : a;
            return a instanceof Value.Known x && b instanceof Value.Known y
                    ? apply(call.name(), x, y)
                    : Value.unknown(a, b);
        });
    }

    private static Value apply(String function, Value.Known a, Value.Known b) {
        BigDecimal x = Measure.amount(a.it()).orElseThrow();
        BigDecimal y = Measure.amount(b.it()).orElseThrow();
        Optional<BigDecimal> result = switch (function) {
            case "abs" -> Optional.of(x.abs());
            case "min" -> Optional.of(x.min(y));
            case "max" -> Optional.of(x.max(y));
            default ->
                y.signum() <= 0
                        ? Optional.empty()
                        : Optional.of(x.divide(y, 0, RoundingMode.CEILING).multiply(y));
        };
        return result.flatMap(r -> Measure.of(r, a.it()))
                .map(r -> Value.of(r, Value.places(List.of(a, b))))
                .orElse(Value.none());
    }
}
