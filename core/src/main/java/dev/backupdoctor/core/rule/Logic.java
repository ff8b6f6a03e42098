package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.value.Code;
import dev.backupdoctor.core.value.Measure;
import dev.backupdoctor.core.value.RawName;
import dev.backupdoctor.core.value.Utf8;
import dev.backupdoctor.core.value.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Operators on values: three-valued conditions, comparisons and arithmetic. Types were checked by the compiler. */
final class Logic {

    private Logic() {}

    /** False when one is false or none; else unknown when one is missing; else true. */
    static Value and(Value a, Value b) {
        if (isNo(a) || isNo(b)) {
            return Value.of(false, Value.places(List.of(a, b)));
        }
        return a.isTrue() && b.isTrue() ? Value.of(true, Value.places(List.of(a, b))) : bothWanted(a, b);
    }

    /** True when one is true; else unknown when one is missing; else false. */
    static Value or(Value a, Value b) {
        if (a.isTrue() || b.isTrue()) {
            return Value.of(true, Value.places(List.of(a, b)));
        }
        return isNo(a) && isNo(b) ? Value.of(false, Value.places(List.of(a, b))) : bothWanted(a, b);
    }

    static Value not(Value a) {
        return a instanceof Value.Known k ? Value.of(!a.isTrue(), k.from()) : a;
    }

    private static boolean isNo(Value v) {
        return v.isFalse() || v instanceof Value.None;
    }

    private static Value bothWanted(Value a, Value b) {
        SortedSet<String> wanted = new TreeSet<>();
        for (Value v : List.of(a, b)) {
            if (v instanceof Value.Missing m) {
                wanted.addAll(m.wanted());
            }
        }
        return new Value.Missing(wanted);
    }

    /** A comparison with none is false, with missing unknown. */
    static Value compare(String operator, Value a, Value b) {
        if (a instanceof Value.None || b instanceof Value.None) {
            return Value.of(false);
        }
        if (!(a instanceof Value.Known x) || !(b instanceof Value.Known y)) {
            return Value.unknown(a, b);
        }
        boolean holds = switch (operator) {
            case "==" -> same(x.it(), y.it());
            case "!=" -> !same(x.it(), y.it());
            case "<" -> order(x.it(), y.it()) < 0;
            case "<=" -> order(x.it(), y.it()) <= 0;
            case ">" -> order(x.it(), y.it()) > 0;
            default -> order(x.it(), y.it()) >= 0;
        };
        return Value.of(holds, Value.places(List.of(a, b)));
    }

    /** Equality across the forms that a rule may compare: a code with a number, a raw name with a text. */
    static boolean same(Object a, Object b) {
        if (a instanceof Code || b instanceof Code || a instanceof BigDecimal) {
            return order(a, b) == 0;
        } else if (a instanceof RawName r && b instanceof String s) {
            return r.bytes().equals(Utf8.encode(s));
        } else if (a instanceof String s && b instanceof RawName r) {
            return r.bytes().equals(Utf8.encode(s));
        }
        return a.equals(b);
    }

    @SuppressWarnings("unchecked")
    static int order(Object a, Object b) {
        Optional<BigDecimal> x = Measure.amount(a);
        Optional<BigDecimal> y = Measure.amount(b);
        if (x.isPresent() && y.isPresent()) {
            return x.get().compareTo(y.get());
        }
        return ((Comparable<Object>) a).compareTo(b);
    }

    /** The result of an operator on amounts, as a value of the measure that the result has. */
    static Value arithmetic(String operator, Value a, Value b) {
        if (!(a instanceof Value.Known x) || !(b instanceof Value.Known y)) {
            return Value.unknown(a, b);
        }
        BigDecimal left = Measure.amount(x.it()).orElseThrow();
        BigDecimal right = Measure.amount(y.it()).orElseThrow();
        Optional<BigDecimal> result = switch (operator) {
            case "+" -> Optional.of(left.add(right));
            case "-" -> Optional.of(left.subtract(right));
            case "*" -> Optional.of(left.multiply(right, MathContext.DECIMAL64));
            default -> right.signum() == 0 ? Optional.empty() : Optional.of(left.divide(right, MathContext.DECIMAL64));
        };
        return result.flatMap(r -> Measure.of(r, like(operator, x.it(), y.it())))
                .map(r -> Value.of(r, Value.places(List.of(a, b))))
                .orElse(Value.none());
    }

    /** A value of the measure that the result has. */
    private static Object like(String operator, Object a, Object b) {
        boolean sameMeasure = a.getClass() == b.getClass();
        if (operator.equals("/") && sameMeasure) {
            return BigDecimal.ONE;
        } else if (operator.equals("-") && a instanceof Instant && b instanceof Instant) {
            return java.time.Duration.ZERO;
        } else if (operator.equals("+") && b instanceof Instant) {
            return b;
        } else if (operator.equals("*") && a instanceof BigDecimal) {
            return b;
        }
        return a instanceof Code ? BigDecimal.ONE : a;
    }
}
