package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Expr;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.lang.Nearest;
import dev.backupdoctor.core.lang.Pos;
import dev.backupdoctor.core.value.Measure;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import dev.backupdoctor.core.value.Unit;
import dev.backupdoctor.core.value.Value;
import dev.backupdoctor.core.value.Version;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Compiles expressions: names, types and units are checked here, so that evaluation cannot fail. */
final class ExprCompiler {

    private final Errors errors;
    private final KindTable kinds;
    private final Names names;

    ExprCompiler(Errors errors, KindTable kinds, Names names) {
        this.errors = errors;
        this.kinds = kinds;
        this.names = names;
    }

    Errors errors() {
        return errors;
    }

    KindTable kinds() {
        return kinds;
    }

    Names names() {
        return names;
    }

    ExprCompiler with(Names inner) {
        return new ExprCompiler(errors, kinds, inner);
    }

    /** Compiles; the type is whatever it is. */
    Typed compile(Expr e) {
        return compile(e, Scalar.BROKEN);
    }

    /** Compiles a condition. */
    Typed condition(Expr e) {
        Typed t = compile(e, Scalar.YES_NO);
        if (!t.isBroken() && !t.type().equals(Scalar.YES_NO)) {
            errors.add(LanguageError.error(e.at(), "a condition is needed, this is a " + t.type())
                    .marked(e.at(), t.type().toString()));
            return Typed.broken();
        }
        return t;
    }

    /** Compiles where a type is expected; a bare word or a text then becomes a value of that type. */
    Typed compile(Expr e, Type expected) {
        if (e instanceof Expr.Amount n) {
            return amount(n);
        } else if (e instanceof Expr.Moment m) {
            return moment(m);
        } else if (e instanceof Expr.Template t) {
            return template(t, expected);
        } else if (e instanceof Expr.Choice c) {
            return choice(c, expected);
        } else if (e instanceof Expr.Name n) {
            return name(n, expected);
        } else if (e instanceof Expr.Member m) {
            return new MemberCompiler(this).member(m);
        } else if (e instanceof Expr.Minus m) {
            return minus(m);
        } else if (e instanceof Expr.Not n) {
            Eval of = condition(n.of()).eval();
            return new Typed(Scalar.YES_NO, s -> Logic.not(of.in(s)));
        } else if (e instanceof Expr.Binary b) {
            return new OperatorCompiler(this).binary(b, expected);
        } else if (e instanceof Expr.In in) {
            return new OperatorCompiler(this).member(in);
        } else if (e instanceof Expr.Is is) {
            return state(is);
        }
        errors.error(e.at(), "a list may only stand behind 'in'");
        return Typed.broken();
    }

    private Typed amount(Expr.Amount n) {
        BigDecimal digits = new BigDecimal(n.digits());
        if (n.unit().isEmpty()) {
            return Typed.constant(Scalar.NUMBER, digits);
        }
        Optional<Unit> unit = Unit.of(n.unit().get());
        if (unit.isEmpty()) {
            List<String> known =
                    List.of(Unit.values()).stream().map(Unit::symbol).toList();
            errors.add(LanguageError.error(n.at(), "unknown unit '" + n.unit().get() + "'")
                    .hint("units are " + String.join(" ", known)));
            return Typed.broken();
        }
        BigDecimal amount = digits.multiply(unit.get().factor(), MathContext.DECIMAL64);
        Object like = unit.get().measure().equals(Scalar.DURATION)
                ? Duration.ZERO
                : unit.get().measure().equals(Scalar.SIZE) ? new dev.backupdoctor.core.value.Size(0) : BigDecimal.ONE;
        Optional<Object> it = Measure.of(amount, like);
        if (it.isEmpty()) {
            errors.error(n.at(), "this amount is too large");
            return Typed.broken();
        }
        return Typed.constant(unit.get().measure(), it.get());
    }

    private Typed moment(Expr.Moment m) {
        try {
            return Typed.constant(Scalar.INSTANT, OffsetDateTime.parse(m.text()).toInstant());
        } catch (DateTimeParseException wrong) {
            errors.error(m.at(), "there is no such instant");
            return Typed.broken();
        }
    }

    private Typed template(Expr.Template t, Type expected) {
        if (expected.equals(Scalar.VERSION) && t.text().isPlain()) {
            try {
                return Typed.constant(Scalar.VERSION, new Version(t.text().plain()));
            } catch (IllegalArgumentException wrong) {
                errors.error(t.at(), "this is no version");
                return Typed.broken();
            }
        }
        TextTemplate text = TextTemplate.compile(t.text(), this);
        return new Typed(Scalar.TEXT, text::strict);
    }

    /** The first value whose condition is true; an unknown condition on the way makes it missing. */
    private Typed choice(Expr.Choice c, Type expected) {
        List<Eval> conditions = new ArrayList<>();
        List<Eval> values = new ArrayList<>();
        Type type = Scalar.BROKEN;
        for (Expr.Branch b : c.branches()) {
            Typed value = compile(b.value(), expected.equals(Scalar.BROKEN) ? type : expected);
            if (type.equals(Scalar.BROKEN)) {
                type = value.type();
            } else if (!value.isBroken() && !Types.alike(type, value.type())) {
                errors.add(LanguageError.error(b.value().at(), "the values of a choice must be alike")
                        .marked(b.value().at(), value.type() + ", the first is " + type));
            } else if (type instanceof Type.Words || value.type() instanceof Type.Words) {
                type = Types.union(type, value.type());
            }
            values.add(value.eval());
            conditions.add(b.when().map(w -> condition(w).eval()).orElse(s -> Value.of(true)));
        }
        return new Typed(type, s -> {
            for (int i = 0; i < values.size(); i++) {
                Value holds = conditions.get(i).in(s);
                if (holds.isTrue()) {
                    return values.get(i).in(s);
                } else if (holds.isMissing()) {
                    return holds;
                }
            }
            return Value.none();
        });
    }

    private Typed name(Expr.Name n, Type expected) {
        if (n.args().isPresent()) {
            return new FunctionCompiler(this).call(n, n.args().get());
        }
        if (names.part().isPresent()) {
            Optional<Typed> inPart =
                    new MemberCompiler(this).partField(n.at(), names.part().get(), n.name());
            if (inPart.isPresent()) {
                return inPart.get();
            }
        }
        Optional<Typed> found = names.find(n.name());
        if (found.isPresent()) {
            return found.get();
        }
        if (n.name().equals("yes") || n.name().equals("no")) {
            return Typed.constant(Scalar.YES_NO, n.name().equals("yes"));
        }
        if (expected instanceof Type.Words words) {
            return word(n, words);
        }
        String hint = Nearest.hint(n.name(), names.all());
        LanguageError unknown = LanguageError.error(n.at(), "unknown name '" + n.name() + "'");
        errors.add(hint.isEmpty() ? unknown : unknown.hint(hint));
        return Typed.broken();
    }

    private Typed word(Expr.Name n, Type.Words words) {
        if (!words.words().contains(n.name())) {
            errors.add(LanguageError.error(n.at(), "unknown word '" + n.name() + "'")
                    .hint("words here are " + String.join(", ", words.words())));
            return Typed.broken();
        }
        return Typed.constant(new Type.Words(new TreeSet<>(List.of(n.name()))), n.name());
    }

    private Typed minus(Expr.Minus m) {
        Typed of = compile(m.of());
        boolean fits = of.type().equals(Scalar.NUMBER)
                || of.type().equals(Scalar.DURATION)
                || of.type().equals(Scalar.SIZE);
        if (of.isBroken() || !fits) {
            if (!of.isBroken()) {
                errors.error(m.at(), "a " + of.type() + " has no sign");
            }
            return Typed.broken();
        }
        Eval eval = of.eval();
        Value minusOne = Value.of(BigDecimal.ONE.negate());
        return new Typed(of.type(), s -> Logic.arithmetic("*", minusOne, eval.in(s)));
    }

    private Typed state(Expr.Is is) {
        Eval of = compile(is.value()).eval();
        boolean negated = is.negated();
        if (is.state().equals("known")) {
            return new Typed(Scalar.YES_NO, s -> {
                Value v = of.in(s);
                boolean there = v.isKnown() && !isEmpty(v);
                return Value.of(there != negated, v.from());
            });
        } else if (is.state().equals("none")) {
            return new Typed(Scalar.YES_NO, s -> {
                Value v = of.in(s);
                return v.isMissing() ? v : Value.of((!v.isKnown() || isEmpty(v)) != negated, v.from());
            });
        }
        errors.error(is.at(), "a value is 'known' or 'none', not '" + is.state() + "'");
        return Typed.broken();
    }

    /** An empty stream is there as little as an event that was not found. */
    private static boolean isEmpty(Value v) {
        return v.as(Stream.class).filter(s -> s.events().isEmpty()).isPresent();
    }

    /** Where the type of an expression comes from, as far as its form tells. */
    private String origin(Expr e) {
        if (e instanceof Expr.Name n && n.args().isEmpty()) {
            return names.place(n.name()).map(at -> ", from line " + at.line()).orElse("");
        } else if (e instanceof Expr.Member m && m.args().isEmpty()) {
            Type of =
                    new ExprCompiler(new Errors(), kinds, names).compile(m.of()).type();
            return of instanceof Type.OneOf one ? ", from " + one.kind() : "";
        }
        return "";
    }

    /** Reports that two types do not fit, with both parts marked. */
    Typed mismatch(Pos at, String message, Expr left, Typed a, Expr right, Typed b) {
        LanguageError error = LanguageError.error(at, message)
                .marked(left.at(), a.type() + origin(left))
                .marked(right.at(), b.type() + origin(right));
        Optional<String> hint = Types.betterField(right, b.type(), a.type(), this)
                .or(() -> Types.betterField(left, a.type(), b.type(), this));
        errors.add(hint.map(error::hint).orElse(error));
        return Typed.broken();
    }
}
