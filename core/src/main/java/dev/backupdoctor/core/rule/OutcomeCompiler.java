package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.finding.Fix.Risk;
import dev.backupdoctor.core.finding.Verification;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Expr;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.lang.Nearest;
import dev.backupdoctor.core.lang.Syntax;
import dev.backupdoctor.core.lang.Syntax.FixStep;
import dev.backupdoctor.core.lang.Syntax.RuleItem;
import dev.backupdoctor.core.value.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compiles what follows from a finding: evidence, tables, causes, questions, fixes, verification, metrics. */
final class OutcomeCompiler {

    private final ExprCompiler exprs;
    private final Environment env;
    private final Errors errors;

    OutcomeCompiler(ExprCompiler exprs, Environment env) {
        this.exprs = exprs;
        this.env = env;
        this.errors = exprs.errors();
    }

    Rule.Show show(RuleItem.Show s) {
        return new Rule.Show(exprs.compile(s.value()), s.label().map(l -> TextTemplate.compile(l, exprs)));
    }

    Rule.TableOf table(RuleItem.Table t) {
        String by = t.by().text();
        Set<String> streams = new TreeSet<>();
        List<Rule.ColumnOf> columns = new ArrayList<>();
        for (Syntax.Column c : t.columns()) {
            for (String name : ExprNames.in(c.value())) {
                boolean keyed = exprs.names().find(name).stream()
                        .anyMatch(n -> n.type() instanceof Type.StreamOf s
                                && env.kinds()
                                        .find(s.kind())
                                        .filter(k -> k.has(by))
                                        .isPresent());
                if (keyed) {
                    streams.add(name);
                }
            }
            columns.add(new Rule.ColumnOf(exprs.compile(c.value()), TextTemplate.compile(c.head(), exprs)));
        }
        if (streams.isEmpty()) {
            errors.error(t.by().at(), "no stream in this table has a field '" + by + "'");
        }
        return new Rule.TableOf(by, streams, columns);
    }

    Rule.CauseOf cause(RuleItem.Cause c) {
        Set<String> asked = new TreeSet<>();
        c.when().ifPresent(w -> asked.addAll(ExprNames.in(w)));
        Optional<Eval> when = c.when().map(w -> exprs.condition(w).eval());
        return new Rule.CauseOf(TextTemplate.compile(c.text(), exprs), when, asked);
    }

    Rule.AskOf ask(RuleItem.Ask a) {
        Optional<CommandTemplate> run = a.run().map(r -> CommandTemplate.compile(r, true, exprs));
        String name = a.name().text();
        run.ifPresent(command -> {
            boolean reads = env.readingCommands().contains(command.program());
            if (!reads) {
                errors.add(LanguageError.error(
                                a.run().orElseThrow().at(), "'" + command.program() + "' is not known to only read")
                        .hint("reading commands are " + String.join(", ", new TreeSet<>(env.readingCommands()))));
            }
            if (!env.yields().containsKey(name)) {
                String hint = Nearest.hint(name, env.yields().keySet());
                LanguageError unknown = LanguageError.error(a.name().at(), "unknown format '" + name + "'");
                errors.add(hint.isEmpty() ? unknown : unknown.hint(hint));
            }
        });
        Set<String> yields = run.isPresent() ? env.yields().getOrDefault(name, new TreeSet<>()) : Set.of(name);
        Optional<String> gives = a.gives().map(Syntax.Word::text);
        if (gives.isPresent() && !yields.contains(gives.get())) {
            errors.add(LanguageError.error(a.gives().orElseThrow().at(), name + " does not give " + gives.get())
                    .hint("it gives " + String.join(", ", yields)));
        }
        Set<String> given = gives.map(Set::of).orElse(yields);
        return new Rule.AskOf(name, given, run, TextTemplate.compile(a.text(), exprs));
    }

    Rule.FixOf fix(RuleItem.Fix f) {
        Optional<Risk> risk = Arrays.stream(Risk.values())
                .filter(r -> r.word().equals(f.risk().text()))
                .findFirst();
        if (risk.isEmpty()) {
            errors.error(
                    f.risk().at(),
                    "a fix is safe, reversible, destructive or manual, not '"
                            + f.risk().text() + "'");
        }
        List<Rule.StepOf> steps = steps(f);
        Optional<TextTemplate> loses =
                steps(f, FixStep.Loses.class).stream().findFirst().map(l -> TextTemplate.compile(l.text(), exprs));
        Optional<Eval> confirm = steps(f, FixStep.Confirm.class).stream()
                .findFirst()
                .map(c -> exprs.compile(c.what()).eval());
        risk.ifPresent(r -> checkRisk(r, f, steps));
        return new Rule.FixOf(
                risk.orElse(Risk.MANUAL),
                TextTemplate.compile(f.title(), exprs),
                f.when().map(w -> exprs.condition(w).eval()),
                steps,
                loses,
                confirm);
    }

    private static <T extends FixStep> List<T> steps(RuleItem.Fix f, Class<T> type) {
        return f.steps().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<Rule.StepOf> steps(RuleItem.Fix f) {
        List<Rule.StepOf> steps = new ArrayList<>();
        for (FixStep step : f.steps()) {
            if (step instanceof FixStep.Edit e) {
                steps.add(edit(e));
            } else if (step instanceof FixStep.Run r) {
                steps.add(new Rule.StepOf.Run(CommandTemplate.compile(r.command(), false, exprs), Optional.empty()));
            } else if (step instanceof FixStep.Do d) {
                steps.add(new Rule.StepOf.Do(TextTemplate.compile(d.text(), exprs)));
            } else if (step instanceof FixStep.Undo u) {
                undo(u, steps);
            }
        }
        return steps;
    }

    private Rule.StepOf edit(FixStep.Edit e) {
        Typed what = exprs.compile(e.what());
        Typed to = exprs.compile(e.to(), what.type());
        Optional<String> kind =
                e.what() instanceof Expr.Member m && m.args().isEmpty() ? kind(m.of()) : Optional.empty();
        if (what.isBroken()) {
            return new Rule.StepOf.Edit(what.eval(), to.eval(), (place, value) -> Optional.empty());
        } else if (kind.isEmpty()) {
            errors.error(e.what().at(), "only a field of an event can be edited");
        } else if (!Types.alike(what.type(), to.type())) {
            exprs.mismatch(e.at(), "the new value must be like the old one", e.what(), what, e.to(), to);
        }
        String owner = kind.orElse("");
        String field = e.what() instanceof Expr.Member m ? m.name() : "";
        kind.flatMap(k -> env.editing().obstacle(k, field))
                .ifPresent(
                        why -> errors.add(LanguageError.error(e.what().at(), "values of " + owner + " cannot be edited")
                                .hint(why)));
        return new Rule.StepOf.Edit(
                what.eval(), to.eval(), (place, value) -> env.editing().write(owner, field, place, value));
    }

    /** The kind of a single event. */
    private Optional<String> kind(Expr e) {
        return exprs.compile(e).type() instanceof Type.OneOf event ? Optional.of(event.kind()) : Optional.empty();
    }

    /** An undo belongs to the step before it. */
    private void undo(FixStep.Undo u, List<Rule.StepOf> steps) {
        int last = steps.size() - 1;
        if (last < 0
                || !(steps.get(last) instanceof Rule.StepOf.Run run)
                || u.command().isEmpty()) {
            errors.error(u.at(), "'undo run' stands behind the 'run' that it undoes");
            return;
        }
        CommandTemplate undo = CommandTemplate.compile(u.command().get(), false, exprs);
        steps.set(last, new Rule.StepOf.Run(run.command(), Optional.of(undo)));
    }

    private void checkRisk(Risk risk, RuleItem.Fix f, List<Rule.StepOf> steps) {
        boolean loses = !steps(f, FixStep.Loses.class).isEmpty()
                && !steps(f, FixStep.Confirm.class).isEmpty();
        boolean runs = steps.stream().anyMatch(s -> !(s instanceof Rule.StepOf.Do));
        boolean undoable = steps.stream()
                .allMatch(s -> !(s instanceof Rule.StepOf.Run r) || r.undo().isPresent());
        if (risk == Risk.DESTRUCTIVE && !loses) {
            errors.error(f.risk().at(), "a destructive fix says what it 'loses' and what to 'confirm'");
        } else if (risk == Risk.MANUAL && runs) {
            errors.error(f.risk().at(), "a manual fix only has 'do'");
        } else if (risk == Risk.REVERSIBLE && !undoable) {
            errors.error(f.risk().at(), "each 'run' of a reversible fix has an 'undo'");
        }
    }

    Rule.VerifyOf verify(RuleItem.Verify v) {
        String name = v.verifier().text();
        if (!name.equals(Verification.AGAIN) && !env.verifiers().contains(name)) {
            Set<String> known = new TreeSet<>(env.verifiers());
            known.add(Verification.AGAIN);
            errors.add(LanguageError.error(v.verifier().at(), "unknown verifier '" + name + "'")
                    .hint("verifiers are " + String.join(", ", known)));
        }
        List<Eval> arguments =
                v.args().stream().map(a -> exprs.compile(a.value()).eval()).toList();
        if (name.equals(Verification.AGAIN) && !arguments.isEmpty()) {
            errors.error(v.verifier().at(), "'again' takes nothing: it looks anew at everything");
        }
        Typed within = exprs.compile(v.within());
        if (!within.isBroken() && !within.type().equals(dev.backupdoctor.core.value.Scalar.DURATION)) {
            errors.error(v.within().at(), "'within' takes a duration, this is a " + within.type());
        }
        return new Rule.VerifyOf(name, arguments, within.eval());
    }

    Rule.MetricOf metric(RuleItem.Metric m) {
        Typed value = exprs.compile(m.value());
        boolean measure = value.type().equals(dev.backupdoctor.core.value.Scalar.NUMBER)
                || value.type().equals(dev.backupdoctor.core.value.Scalar.DURATION)
                || value.type().equals(dev.backupdoctor.core.value.Scalar.SIZE);
        if (!value.isBroken() && !measure) {
            errors.error(m.value().at(), "a metric is a number, a duration or a size, this is a " + value.type());
        }
        return new Rule.MetricOf(m.name().text(), value, m.help());
    }
}
