package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.lang.Expr;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.rule.Stream;
import dev.backupdoctor.core.value.Display;
import dev.backupdoctor.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names in a condition with their values in one group. */
final class NamedValues {

    private final Group group;
    private final Display display;

    NamedValues(Group group, Display display) {
        this.group = group;
        this.display = display;
    }

    /** The names and {@code name.field} of an expression, in its order, each once. */
    List<WhyNot.Named> in(Expr written) {
        Map<String, Value> found = new LinkedHashMap<>();
        collect(written, found);
        return found.entrySet().stream()
                .map(e -> named(e.getKey(), e.getValue()))
                .toList();
    }

    /** One name of the rule. */
    List<WhyNot.Named> of(String name) {
        return List.of(named(name, group.name(name)));
    }

    WhyNot.Named named(String name, Value value) {
        return new WhyNot.Named(name, shown(value), value.from());
    }

    private String shown(Value value) {
        Optional<Stream> stream = value.as(Stream.class);
        if (stream.isPresent()) {
            int count = stream.get().events().size();
            return count + (count == 1 ? " event" : " events");
        } else if (value.as(Event.class).isPresent()) {
            return "there";
        } else if (value instanceof Value.Missing m) {
            return "unknown, for want of " + String.join(", ", m.wanted());
        }
        return value.isKnown() ? display.show(value) : "none";
    }

    private void collect(Expr e, Map<String, Value> found) {
        if (e instanceof Expr.Name n && isOfRule(n.name())) {
            found.putIfAbsent(n.name(), group.name(n.name()));
        } else if (e instanceof Expr.Member m) {
            member(m, found);
        } else {
            parts(e).forEach(part -> collect(part, found));
        }
    }

    /** {@code done.took} is one value; {@code steps.sum(took)} is told by its stream. */
    private void member(Expr.Member m, Map<String, Value> found) {
        boolean field = m.args().isEmpty() && m.of() instanceof Expr.Name n && isOfRule(n.name());
        Optional<Event> event = field ? group.name(((Expr.Name) m.of()).name()).as(Event.class) : Optional.empty();
        if (event.isPresent()) {
            String name = ((Expr.Name) m.of()).name() + "." + m.name();
            found.putIfAbsent(name, event.get().field(m.name()));
            return;
        }
        collect(m.of(), found);
        m.args().ifPresent(args -> args.forEach(a -> collect(a.value(), found)));
    }

    private static List<Expr> parts(Expr e) {
        List<Expr> parts = new ArrayList<>();
        if (e instanceof Expr.Binary b) {
            parts.add(b.left());
            parts.add(b.right());
        } else if (e instanceof Expr.Minus m) {
            parts.add(m.of());
        } else if (e instanceof Expr.Not n) {
            parts.add(n.of());
        } else if (e instanceof Expr.In in) {
            parts.add(in.value());
            parts.addAll(in.list().elements());
        } else if (e instanceof Expr.Is is) {
            parts.add(is.value());
        } else if (e instanceof Expr.Name n) {
            n.args().ifPresent(args -> args.forEach(a -> parts.add(a.value())));
        } else if (e instanceof Expr.Choice c) {
            c.branches().forEach(b -> {
                parts.add(b.value());
                b.when().ifPresent(parts::add);
            });
        }
        return parts;
    }

    /** Fields of the events of a stream are none, and neither are words such as FAILED. */
    private boolean isOfRule(String name) {
        Rule rule = group.rule();
        return group.keys().containsKey(name)
                || name.equals(rule.forEach().alias())
                || rule.bindings().containsKey(name)
                || rule.lets().containsKey(name)
                || rule.settings().containsKey(name)
                || rule.questions().contains(name)
                || name.equals("now");
    }
}
