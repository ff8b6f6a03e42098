package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.lang.Expr;
import dev.backupdoctor.core.lang.Text;
import java.util.Set;
import java.util.TreeSet;

/** The names in an expression. */
final class ExprNames {

    private ExprNames() {}

    static Set<String> in(Expr e) {
        Set<String> names = new TreeSet<>();
        collect(e, names);
        return names;
    }

    private static void collect(Expr e, Set<String> names) {
        if (e instanceof Expr.Name n) {
            names.add(n.name());
            n.args().ifPresent(args -> args.forEach(a -> collect(a.value(), names)));
        } else if (e instanceof Expr.Member m) {
            collect(m.of(), names);
            m.args().ifPresent(args -> args.forEach(a -> collect(a.value(), names)));
        } else if (e instanceof Expr.Binary b) {
            collect(b.left(), names);
            collect(b.right(), names);
        } else if (e instanceof Expr.Minus m) {
            collect(m.of(), names);
        } else if (e instanceof Expr.Not n) {
            collect(n.of(), names);
        } else if (e instanceof Expr.In in) {
            collect(in.value(), names);
            in.list().elements().forEach(x -> collect(x, names));
        } else if (e instanceof Expr.Is is) {
            collect(is.value(), names);
        } else if (e instanceof Expr.Choice c) {
            c.branches().forEach(b -> {
                collect(b.value(), names);
                b.when().ifPresent(w -> collect(w, names));
            });
        } else if (e instanceof Expr.Template t) {
            t.text().parts().forEach(p -> {
                if (p instanceof Text.Part.Hole h) {
                    collect(h.value(), names);
                }
            });
        }
    }
}
