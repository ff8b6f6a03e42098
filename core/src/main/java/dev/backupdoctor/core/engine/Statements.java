package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.lang.Syntax.RuleItem;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.rule.Stream;
import dev.backupdoctor.core.value.Display;
import dev.backupdoctor.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What each statement of a rule that must hold says of one group. */
final class Statements {

    /** Events shown of a kind that a join found no match in. */
    private static final int SHOWN = 3;

    private final Rulebook rulebook;
    private final Group group;
    private final Rule rule;
    private final RuleText text;
    private final Display display;
    private final NamedValues values;

    Statements(Rulebook rulebook, Group group, RuleText text, Display display) {
        this.rulebook = rulebook;
        this.group = group;
        this.rule = group.rule();
        this.text = text;
        this.display = display;
        this.values = new NamedValues(group, display);
    }

    /** All, in the order in which they are judged. */
    List<WhyNot.Statement> all(boolean forVersion) {
        List<WhyNot.Statement> all = new ArrayList<>();
        if (!forVersion) {
            all.add(new WhyNot.Statement(
                    rule.syntax().at(),
                    "versions",
                    WhyNot.Says.NO,
                    "the rule is not for version " + display.show(group.version()),
                    List.of()));
        }
        rule.syntax().all(RuleItem.With.class).forEach(w -> all.add(with(w)));
        List<RuleItem.Without> without =
                rule.syntax().all(RuleItem.Without.class).toList();
        for (int i = 0; i < without.size(); i++) {
            all.add(without(without.get(i), rule.absent().get(i)));
        }
        List<RuleItem.If> conditions = rule.syntax().all(RuleItem.If.class).toList();
        for (int i = 0; i < conditions.size(); i++) {
            RuleItem.If written = conditions.get(i);
            Value holds = rule.conditions().get(i).in(group.scope());
            all.add(new WhyNot.Statement(
                    written.at(), text.of(written), says(holds), needs(holds), values.in(written.condition())));
        }
        List<RuleItem.Unless> exceptions =
                rule.syntax().all(RuleItem.Unless.class).toList();
        for (int i = 0; i < exceptions.size(); i++) {
            all.add(unless(exceptions.get(i), rule.unless().get(i)));
        }
        return all;
    }

    private static WhyNot.Says says(Value holds) {
        return holds.isTrue() ? WhyNot.Says.YES : holds.isMissing() ? WhyNot.Says.UNKNOWN : WhyNot.Says.NO;
    }

    private String needs(Value holds) {
        return holds instanceof Value.Missing m
                ? m.wanted().stream().map(this::source).collect(Collectors.joining("; "))
                : "";
    }

    /** What would give a kind or an answer that is missing. */
    private String source(String wanted) {
        List<String> givers = WhyNotRun.givers(rulebook, wanted);
        return givers.isEmpty()
                ? wanted + " is not known"
                : wanted + " could not be looked for; given by " + String.join(", ", givers);
    }

    private WhyNot.Statement with(RuleItem.With written) {
        String name = written.alias().name().text();
        Value found = group.name(name);
        Optional<Rule.Binding> binding = Optional.ofNullable(rule.bindings().get(name));
        if (!RuleRun.isNothing(found) || binding.isEmpty()) {
            return new WhyNot.Statement(written.at(), text.of(written), known(found), needs(found), values.of(name));
        }
        return new WhyNot.Statement(
                written.at(), text.of(written), WhyNot.Says.NO, near(binding.get()), joined(binding.get()));
    }

    private static WhyNot.Says known(Value found) {
        return found.isMissing() ? WhyNot.Says.UNKNOWN : WhyNot.Says.YES;
    }

    private WhyNot.Statement without(RuleItem.Without written, Rule.Binding binding) {
        Value found = group.find(binding);
        boolean there = found.isKnown() && !RuleRun.isNothing(found);
        WhyNot.Says says = there ? WhyNot.Says.NO : found.isMissing() ? WhyNot.Says.UNKNOWN : WhyNot.Says.YES;
        String remark = there ? "there is " + shown(events(found)) : needs(found);
        return new WhyNot.Statement(written.at(), text.of(written), says, remark, joined(binding));
    }

    private WhyNot.Statement unless(RuleItem.Unless written, Rule.Unless unless) {
        Value holds = unless.condition().in(group.scope());
        String remark = holds.isTrue()
                ? unless.because()
                : holds.isMissing() ? needs(holds) + ": a finding is at most likely" : "";
        return new WhyNot.Statement(
                written.at(),
                text.of(written),
                holds.isTrue() ? WhyNot.Says.NO : WhyNot.Says.YES,
                remark,
                values.in(written.condition()));
    }

    /** What a join without a match compared with: often it is a key that is written another way. */
    private String near(Rule.Binding binding) {
        String kind = binding.kind().name();
        List<Event> all = group.facts().events(kind);
        return all.isEmpty()
                ? "no " + kind + " in what was read"
                : "no " + kind + " fits; there is " + shown(all, binding.join().keys());
    }

    private static List<Event> events(Value found) {
        return found.as(Stream.class).map(Stream::events).orElse(List.of());
    }

    private String shown(List<Event> events) {
        return shown(events, List.of());
    }

    private String shown(List<Event> events, List<Rule.JoinKey> keys) {
        String some = events.stream()
                .limit(SHOWN)
                .map(e -> keys.stream()
                                .map(k -> k.field() + " " + display.show(e.field(k.field())) + " ")
                                .collect(Collectors.joining())
                        + "at " + e.place().file() + ":" + e.place().line())
                .collect(Collectors.joining(", "));
        return events.size() > SHOWN ? some + " and " + (events.size() - SHOWN) + " more" : some;
    }

    /** The group's values that a join compares. */
    private List<WhyNot.Named> joined(Rule.Binding binding) {
        return binding.join().keys().stream()
                .map(k -> values.named(k.field(), k.value().in(group.scope())))
                .toList();
    }
}
