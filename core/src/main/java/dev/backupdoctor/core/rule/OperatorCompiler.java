package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.lang.Expr;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import dev.backupdoctor.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles operators between two values, and {@code in}. */
final class OperatorCompiler {

    private static final Map<String, String> VERBS =
            Map.of("+", "add", "-", "subtract", "*", "multiply", "/", "divide");

    private final ExprCompiler exprs;

    OperatorCompiler(ExprCompiler exprs) {
        this.exprs = exprs;
    }

    Typed binary(Expr.Binary b, Type expected) {
        return switch (b.operator()) {
            case "and", "or" -> condition(b);
            case "??" -> orElse(b, expected);
            case "==", "!=", "<", "<=", ">", ">=" -> comparison(b);
            default -> arithmetic(b);
        };
    }

    private Typed condition(Expr.Binary b) {
        Eval left = exprs.condition(b.left()).eval();
        Eval right = exprs.condition(b.right()).eval();
        boolean and = b.operator().equals("and");
        return new Typed(
                Scalar.YES_NO, s -> and ? Logic.and(left.in(s), right.in(s)) : Logic.or(left.in(s), right.in(s)));
    }

    private Typed orElse(Expr.Binary b, Type expected) {
        Typed left = exprs.compile(b.left(), expected);
        Typed right = exprs.compile(b.right(), left.isBroken() ? expected : left.type());
        if (!Types.alike(left.type(), right.type())) {
            return exprs.mismatch(b.at(), "both sides of '??' must be alike", b.left(), left, b.right(), right);
        }
        Eval first = left.eval();
        Eval second = right.eval();
        return new Typed(left.isBroken() ? right.type() : left.type(), s -> {
            Value v = first.in(s);
            return v.isKnown() ? v : second.in(s);
        });
    }

    private Typed comparison(Expr.Binary b) {
        boolean wordFirst = isLooseWord(b.left()) && !isLooseWord(b.right());
        Typed right = wordFirst ? exprs.compile(b.right()) : Typed.broken();
        Typed left = wordFirst ? exprs.compile(b.left(), right.type()) : exprs.compile(b.left());
        if (!wordFirst) {
            right = exprs.compile(b.right(), left.type());
        }
        if (left.isBroken() || right.isBroken()) {
            return new Typed(Scalar.YES_NO, s -> Value.none());
        }
        boolean equality = b.operator().equals("==") || b.operator().equals("!=");
        if (!Types.alike(left.type(), right.type())) {
            return exprs.mismatch(
                    b.at(),
                    "cannot compare " + left.type() + " with " + right.type(),
                    b.left(),
                    left,
                    b.right(),
                    right);
        } else if (!equality && !left.type().ordered()) {
            return exprs.mismatch(
                    b.at(), "a " + left.type() + " is not more or less", b.left(), left, b.right(), right);
        }
        Eval x = left.eval();
        Eval y = right.eval();
        return new Typed(Scalar.YES_NO, s -> Logic.compare(b.operator(), x.in(s), y.in(s)));
    }

    /** A bare name that means nothing here may be a word of the other side's set. */
    private boolean isLooseWord(Expr e) {
        return e instanceof Expr.Name n
                && n.args().isEmpty()
                && exprs.names().find(n.name()).isEmpty();
    }

    Typed member(Expr.In in) {
        Typed value = exprs.compile(in.value());
        List<Eval> elements = new ArrayList<>();
        for (Expr e : in.list().elements()) {
            Typed element = exprs.compile(e, value.type());
            if (!Types.alike(value.type(), element.type())) {
                return exprs.mismatch(
                        in.at(), "the list must hold values like the one looked for", in.value(), value, e, element);
            }
            elements.add(element.eval());
        }
        Eval looked = value.eval();
        return new Typed(Scalar.YES_NO, s -> {
            Value v = looked.in(s);
            Value found = Value.of(false, v.from());
            for (Eval e : elements) {
                found = Logic.or(found, Logic.compare("==", v, e.in(s)));
            }
            return v.isMissing() ? v : found;
        });
    }

    private Typed arithmetic(Expr.Binary b) {
        Typed left = exprs.compile(b.left());
        Typed right = exprs.compile(b.right());
        if (left.isBroken() || right.isBroken()) {
            return Typed.broken();
        }
        Optional<Type> result = result(b.operator(), numeric(left.type()), numeric(right.type()));
        if (result.isEmpty()) {
            String message = "cannot " + VERBS.get(b.operator()) + " " + left.type() + " and " + right.type();
            return exprs.mismatch(b.at(), message, b.left(), left, b.right(), right);
        }
        Eval x = left.eval();
        Eval y = right.eval();
        return new Typed(result.get(), s -> Logic.arithmetic(b.operator(), x.in(s), y.in(s)));
    }

    private static Type numeric(Type t) {
        return t.equals(Scalar.CODE) ? Scalar.NUMBER : t;
    }

    /** The type of the result, empty when the operator has no meaning for these. */
    private static Optional<Type> result(String operator, Type a, Type b) {
        boolean measures = isMeasure(a) && isMeasure(b);
        return switch (operator) {
            case "+" ->
                measures && a.equals(b)
                        ? Optional.of(a)
                        : (a.equals(Scalar.INSTANT) && b.equals(Scalar.DURATION))
                                        || (a.equals(Scalar.DURATION) && b.equals(Scalar.INSTANT))
                                ? Optional.of(Scalar.INSTANT)
                                : Optional.empty();
            case "-" ->
                measures && a.equals(b)
                        ? Optional.of(a)
                        : a.equals(Scalar.INSTANT) && b.equals(Scalar.DURATION)
                                ? Optional.of(Scalar.INSTANT)
                                : a.equals(Scalar.INSTANT) && b.equals(Scalar.INSTANT)
                                        ? Optional.of(Scalar.DURATION)
                                        : Optional.empty();
            case "*" ->
                measures && b.equals(Scalar.NUMBER)
                        ? Optional.of(a)
                        : measures && a.equals(Scalar.NUMBER) ? Optional.of(b) : Optional.empty();
            default ->
                measures && a.equals(b)
                        ? Optional.of(Scalar.NUMBER)
                        : measures && b.equals(Scalar.NUMBER) ? Optional.of(a) : Optional.empty();
        };
    }

    private static boolean isMeasure(Type t) {
        return t.equals(Scalar.NUMBER) || t.equals(Scalar.DURATION) || t.equals(Scalar.SIZE);
    }
}
