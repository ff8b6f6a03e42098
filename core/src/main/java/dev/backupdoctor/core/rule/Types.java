package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.lang.Expr;
import dev.backupdoctor.core.lang.Nearest;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which types fit together. */
final class Types {

    private Types() {}

    /** True when values of both may be compared, or stand in one choice. */
    static boolean alike(Type a, Type b) {
        if (a.equals(b) || a.equals(Scalar.BROKEN) || b.equals(Scalar.BROKEN)) {
            return true;
        } else if (a instanceof Type.Words && b instanceof Type.Words) {
            return true;
        }
        return pair(a, b, Scalar.CODE, Scalar.NUMBER) || pair(a, b, Scalar.RAW, Scalar.TEXT);
    }

    private static boolean pair(Type a, Type b, Type one, Type other) {
        return (a.equals(one) && b.equals(other)) || (a.equals(other) && b.equals(one));
    }

    /** The words of both. */
    static Type union(Type a, Type b) {
        if (!(a instanceof Type.Words x) || !(b instanceof Type.Words y)) {
            return a;
        }
        SortedSet<String> words = new TreeSet<>(x.words());
        words.addAll(y.words());
        return new Type.Words(words);
    }

    /**
     * "did you mean conf.etimeout (duration)?" for a field whose type does not fit but whose kind has one that does.
     */
    static Optional<String> betterField(Expr written, Type has, Type wanted, ExprCompiler in) {
        if (!(written instanceof Expr.Member m) || has.equals(wanted)) {
            return Optional.empty();
        }
        Type of = new ExprCompiler(new dev.backupdoctor.core.lang.Errors(), in.kinds(), in.names())
                .compile(m.of())
                .type();
        if (!(of instanceof Type.OneOf one) || !(m.of() instanceof Expr.Name base)) {
            return Optional.empty();
        }
        return in.kinds()
                .find(one.kind())
                .flatMap(kind -> kind.fields().entrySet().stream()
                        .filter(f -> f.getValue().equals(wanted))
                        .sorted(Comparator.comparing(
                                (Map.Entry<String, Type> f) -> Nearest.distance(m.name(), f.getKey())))
                        .map(f -> "did you mean " + base.name() + "." + f.getKey() + " (" + wanted + ")?")
                        .findFirst());
    }
}
