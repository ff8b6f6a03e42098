package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.lang.Expr;
import dev.backupdoctor.core.lang.Pos;
import dev.backupdoctor.core.lang.Syntax.RuleItem;
import dev.backupdoctor.core.rule.Eval;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Counts which sides of a rule's conditions its examples show. */
public final class CoverageRun {

    private final Rule rule;
    private final List<Counter> counters = new ArrayList<>();

    /** One side, with what says that a group is on it. */
    private static final class Counter {
        private final Pos at;
        private final String statement;
        private final String side;
        private final Function<RuleRun.Judged, Boolean> on;
        private int seen;

        Counter(Pos at, String statement, String side, Function<RuleRun.Judged, Boolean> on) {
            this.at = at;
            this.statement = statement;
            this.side = side;
            this.on = on;
        }
    }

    private CoverageRun(Rule rule) {
        this.rule = rule;
        RuleText text = new RuleText(rule);
        List<RuleItem.If> conditions = rule.syntax().all(RuleItem.If.class).toList();
        for (int i = 0; i < conditions.size(); i++) {
            sides(conditions.get(i), text, rule.conditions().get(i));
        }
        List<RuleItem.Unless> exceptions =
                rule.syntax().all(RuleItem.Unless.class).toList();
        for (int i = 0; i < exceptions.size(); i++) {
            sides(exceptions.get(i), text, rule.unless().get(i).condition());
        }
        rule.syntax().all(RuleItem.Severity.class).forEach(s -> choice("severity", s.choice(), rule.severity()));
        rule.syntax().all(RuleItem.Confidence.class).forEach(c -> choice("confidence", c.choice(), rule.confidence()));
        rule.syntax().all(RuleItem.Say.class).forEach(s -> choice("say", s.choice(), rule.say()));
    }

    /**
     * Runs the examples of all rules, or those of one.
     *
     * @param cases folder that {@code given case = "..."} names folders of; without it such examples do not count
     */
    public static List<RuleCoverage> run(Rulebook rulebook, Optional<String> only, Optional<Path> cases) {
        List<RuleCoverage> all = new ArrayList<>();
        for (Product p : rulebook.products()) {
            String prefix = p.module().product() + "-";
            for (Rule rule : only.isEmpty() || only.get().startsWith(prefix) ? p.rules() : List.<Rule>of()) {
                if (only.isEmpty() || only.get().equals(rule.id())) {
                    all.add(new CoverageRun(rule).count(new ExampleRun(rule, p, rulebook.formats(), cases)));
                }
            }
        }
        return all;
    }

    private RuleCoverage count(ExampleRun run) {
        for (Rule.ExampleOf example : rule.examples()) {
            if (run.runnable(example)) {
                for (RuleRun.Judged judged : groups(run, example)) {
                    counters.stream().filter(c -> c.on.apply(judged)).forEach(c -> c.seen++);
                }
            }
        }
        return new RuleCoverage(
                rule.id(),
                counters.stream()
                        .map(c -> new RuleCoverage.Branch(c.at, c.statement, c.side, c.seen))
                        .toList());
    }

    /** None of an example that cannot be read: that is a failed test, and said there. */
    private static List<RuleRun.Judged> groups(ExampleRun run, Rule.ExampleOf example) {
        try {
            return run.evaluated(example, new ArrayList<>()).groups();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private void sides(RuleItem item, RuleText text, Eval condition) {
        String written = text.of(item);
        counters.add(
                new Counter(item.at(), written, "true", j -> value(condition, j).isTrue()));
        counters.add(new Counter(item.at(), written, "false", j -> {
            Value v = value(condition, j);
            return v.isFalse() || v instanceof Value.None;
        }));
    }

    private static Value value(Eval condition, RuleRun.Judged judged) {
        return condition.in(judged.group().scope());
    }

    /** A choice is made where there is a finding; one of a single value is none. */
    private <T> void choice(String statement, Expr written, Rule.Ranked<T> ranked) {
        List<Expr.Branch> branches = written instanceof Expr.Choice c ? c.branches() : List.of();
        for (int i = 0; i < branches.size() && branches.size() > 1; i++) {
            Rule.Ranked.Option<T> option = ranked.options().get(i);
            Expr value = branches.get(i).value();
            counters.add(new Counter(
                    value.at(),
                    statement,
                    side(value),
                    j -> j.answer() == RuleRun.Answer.FINDING
                            && chosen(ranked, j).filter(o -> o.equals(option)).isPresent()));
        }
    }

    private static <T> Optional<Rule.Ranked.Option<T>> chosen(Rule.Ranked<T> ranked, RuleRun.Judged judged) {
        return ranked.options().stream()
                .filter(o -> o.when().isEmpty() || value(o.when().get(), judged).isTrue())
                .findFirst();
    }

    private static String side(Expr value) {
        if (value instanceof Expr.Name n) {
            return n.name();
        }
        return value instanceof Expr.Template t ? '"' + RuleInfo.shown(t.text()) + '"' : "value";
    }
}
