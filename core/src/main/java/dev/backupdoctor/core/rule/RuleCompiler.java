package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.event.Kind;
import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Expr;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.lang.Syntax;
import dev.backupdoctor.core.lang.Syntax.RuleItem;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Compiles one rule file and checks it. */
public final class RuleCompiler {

    private final Syntax.RuleFile file;
    private final Environment env;
    private final Errors errors;
    private final RuleNames names;
    private final ExprCompiler exprs;

    private RuleCompiler(Syntax.RuleFile file, Environment env, Errors errors) {
        this.file = file;
        this.env = env;
        this.errors = errors;
        this.names = new RuleNames(file, env, errors);
        this.exprs = names.exprs();
    }

    /**
     * Compiles a rule; empty when there were errors.
     *
     * @param text the file's text
     */
    public static Optional<Rule> compile(Syntax.RuleFile file, String text, Environment env, Errors errors) {
        long before = errors.list().stream().filter(e -> !e.warning()).count();
        Optional<Rule> rule = new RuleCompiler(file, env, errors).rule(text);
        long after = errors.list().stream().filter(e -> !e.warning()).count();
        return after > before ? Optional.empty() : rule;
    }

    private Optional<Rule> rule(String text) {
        new RuleChecks(file, env, errors).check();
        Optional<Rule.ForEach> forEach = forEach();
        if (forEach.isEmpty()) {
            return Optional.empty();
        }
        var outcomes = new OutcomeCompiler(exprs, env);
        var examples = new ExampleCompiler(exprs, names, env);
        Map<String, Rule.Binding> bindings = bindings();
        names.checkCircles();
        Rule rule = new Rule(
                file,
                text,
                env.product(),
                file.title().plain(),
                file.versions(),
                forEach.get(),
                bindings,
                absent(),
                names.lets(),
                names.settings(),
                names.questions(),
                words(RuleItem.Severity.class, RuleItem.Severity::choice, Severity::of, "severity", Severity.values()),
                confidence(),
                conditions(),
                unless(),
                say(),
                file.all(RuleItem.Why.class).findFirst().map(w -> TextTemplate.compile(w.text(), exprs)),
                file.all(RuleItem.Show.class).map(outcomes::show).toList(),
                file.all(RuleItem.Table.class).map(outcomes::table).toList(),
                explains(bindings),
                file.all(RuleItem.Cause.class).map(outcomes::cause).toList(),
                file.all(RuleItem.Ask.class).map(outcomes::ask).toList(),
                file.all(RuleItem.Fix.class).map(outcomes::fix).toList(),
                file.all(RuleItem.Verify.class)
                        .findFirst()
                        .map(outcomes::verify)
                        .filter(v -> env.checksLive()),
                file.all(RuleItem.Metric.class).map(outcomes::metric).toList(),
                file.all(RuleItem.See.class)
                        .map(s -> TextTemplate.compile(s.text(), exprs))
                        .toList(),
                file.all(RuleItem.Example.class).map(examples::compile).toList());
        names.checkUse();
        return Optional.of(rule);
    }

    private Optional<Rule.ForEach> forEach() {
        List<RuleItem.ForEach> all = file.all(RuleItem.ForEach.class).toList();
        if (all.size() != 1) {
            errors.error(file.id().at(), "a rule has one 'for-each', this one has " + all.size());
            return Optional.empty();
        }
        RuleItem.ForEach f = all.get(0);
        Optional<Kind> kind = names.kind(f.kind());
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        Optional<Eval> where = f.where()
                .map(w -> exprs.with(exprs.names().inside(kind.get()))
                        .condition(w)
                        .eval());
        List<String> keys = f.keys().stream().map(Syntax.Word::text).toList();
        return Optional.of(new Rule.ForEach(
                keys, kind.get(), where, f.alias().name().text(), f.alias().all()));
    }

    private Map<String, Rule.Binding> bindings() {
        Map<String, Rule.Binding> bindings = new LinkedHashMap<>();
        for (RuleItem item : file.items()) {
            if (item instanceof RuleItem.With w) {
                bind(Rule.Mode.WITH, w.kind(), w.join(), w.alias(), bindings);
            } else if (item instanceof RuleItem.Maybe m) {
                bind(Rule.Mode.MAYBE, m.kind(), m.join(), m.alias(), bindings);
            }
        }
        return bindings;
    }

    private void bind(
            Rule.Mode mode,
            Syntax.Word kind,
            Syntax.Join join,
            Syntax.Alias alias,
            Map<String, Rule.Binding> bindings) {
        String name = alias.name().text();
        names.defining(name, () -> binding(mode, kind, join, alias.all())).ifPresent(b -> bindings.put(name, b));
    }

    private List<Rule.Binding> absent() {
        List<Rule.Binding> absent = new ArrayList<>();
        file.all(RuleItem.Without.class).forEach(w -> {
            boolean endless = w.join().after().isPresent()
                    && w.join().before().isEmpty()
                    && w.join().within().isEmpty();
            if (endless) {
                errors.add(LanguageError.error(w.at(), "'without ... after' never ends")
                        .hint("say until when: 'before X' or 'within 1 h'"));
            }
            binding(Rule.Mode.WITHOUT, w.kind(), w.join(), true).ifPresent(absent::add);
        });
        return absent;
    }

    private Optional<Rule.Binding> binding(Rule.Mode mode, Syntax.Word kindName, Syntax.Join join, boolean all) {
        Optional<Kind> found = names.kind(kindName);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Kind kind = found.get();
        Set<String> by = new LinkedHashSet<>();
        List<Rule.JoinKey> keys = new ArrayList<>();
        for (Syntax.Key key : join.keys()) {
            by.add(key.name().text());
            key(key, kind).ifPresent(keys::add);
        }
        if (!kind.soughtBy().isEmpty() && !by.contains(kind.soughtBy())) {
            errors.error(
                    kindName.at(),
                    kind.name() + " is only read for a known " + kind.soughtBy() + ": say 'by " + kind.soughtBy()
                            + " = ...'");
        }
        ExprCompiler inside = exprs.with(exprs.names().inside(kind));
        return Optional.of(new Rule.Binding(
                mode,
                kind,
                new Rule.Join(
                        keys,
                        join.after().map(this::bound),
                        join.before().map(this::bound),
                        join.within().map(this::length),
                        join.where().map(w -> inside.condition(w).eval())),
                all));
    }

    private Optional<Rule.JoinKey> key(Syntax.Key key, Kind kind) {
        Syntax.Word field = key.name();
        if (!kind.has(field.text())) {
            errors.add(LanguageError.error(field.at(), kind.name() + " has no field '" + field.text() + "'")
                    .hint("it has " + String.join(", ", kind.fields().keySet())));
            return Optional.empty();
        }
        Type type = kind.type(field.text());
        Expr written = key.value().orElse(new Expr.Name(field.at(), field.text(), Optional.empty()));
        Typed value = exprs.compile(written, type);
        if (!Types.alike(type, value.type())) {
            errors.add(LanguageError.error(field.at(), "cannot join a " + type + " by a " + value.type())
                    .marked(written.at(), value.type().toString()));
            return Optional.empty();
        }
        return Optional.of(new Rule.JoinKey(field.text(), value.eval()));
    }

    /** An event or an instant. */
    private Eval bound(Expr e) {
        Typed bound = exprs.compile(e);
        if (!bound.isBroken() && !bound.type().equals(Scalar.INSTANT) && !(bound.type() instanceof Type.OneOf)) {
            errors.error(e.at(), "'after' and 'before' take an event or an instant, this is a " + bound.type());
        }
        return bound.eval();
    }

    private Eval length(Expr e) {
        Typed length = exprs.compile(e);
        if (!length.isBroken() && !length.type().equals(Scalar.DURATION)) {
            errors.error(e.at(), "'within' takes a duration, this is a " + length.type());
        }
        return length.eval();
    }

    private Set<String> explains(Map<String, Rule.Binding> bindings) {
        Set<String> explained = new TreeSet<>();
        file.all(RuleItem.Explains.class).flatMap(e -> e.names().stream()).forEach(name -> {
            if (!bindings.containsKey(name.text()) && !names.isForEachAlias(name.text())) {
                errors.error(name.at(), "'" + name.text() + "' is no binding, so it has no events to explain");
            }
            names.used(name.text());
            explained.add(name.text());
        });
        return explained;
    }

    private List<Eval> conditions() {
        return file.all(RuleItem.If.class)
                .map(i -> exprs.condition(i.condition()).eval())
                .toList();
    }

    private List<Rule.Unless> unless() {
        return file.all(RuleItem.Unless.class)
                .map(u -> new Rule.Unless(exprs.condition(u.condition()).eval(), u.because()))
                .toList();
    }

    private Rule.Ranked<Confidence> confidence() {
        if (file.all(RuleItem.Confidence.class).findAny().isEmpty()) {
            return new Rule.Ranked<>(List.of(new Rule.Ranked.Option<>(Confidence.CERTAIN, Optional.empty())));
        }
        Confidence[] known = {Confidence.CERTAIN, Confidence.LIKELY, Confidence.POSSIBLE};
        return words(RuleItem.Confidence.class, RuleItem.Confidence::choice, Confidence::of, "confidence", known);
    }

    private <I extends RuleItem, T> Rule.Ranked<T> words(
            Class<I> type, Function<I, Expr> choice, Function<String, Optional<T>> word, String what, T[] known) {
        List<I> items = file.all(type).toList();
        if (items.size() != 1) {
            errors.error(file.id().at(), "a rule says its " + what + " once, this one " + items.size() + " times");
            return new Rule.Ranked<>(List.of());
        }
        return ranked(choice.apply(items.get(0)), value -> {
            Optional<T> found = value instanceof Expr.Name n ? word.apply(n.name()) : Optional.empty();
            if (found.isEmpty()) {
                List<String> words = List.of(known).stream()
                        .map(k -> k.toString().toLowerCase(java.util.Locale.ROOT))
                        .toList();
                errors.error(value.at(), what + " is one of " + String.join(", ", words));
            }
            return found;
        });
    }

    private Rule.Ranked<TextTemplate> say() {
        List<RuleItem.Say> says = file.all(RuleItem.Say.class).toList();
        if (says.size() != 1) {
            errors.error(file.id().at(), "a rule has one 'say', this one has " + says.size());
            return new Rule.Ranked<>(List.of());
        }
        return ranked(says.get(0).choice(), value -> {
            if (value instanceof Expr.Template t) {
                return Optional.of(TextTemplate.compile(t.text(), exprs));
            }
            errors.error(value.at(), "'say' takes texts");
            return Optional.empty();
        });
    }

    private <T> Rule.Ranked<T> ranked(Expr choice, Function<Expr, Optional<T>> value) {
        List<Expr.Branch> branches =
                choice instanceof Expr.Choice c ? c.branches() : List.of(new Expr.Branch(choice, Optional.empty()));
        List<Rule.Ranked.Option<T>> options = new ArrayList<>();
        for (Expr.Branch b : branches) {
            Optional<Eval> when = b.when().map(w -> exprs.condition(w).eval());
            value.apply(b.value()).ifPresent(v -> options.add(new Rule.Ranked.Option<>(v, when)));
        }
        if (!branches.isEmpty() && branches.get(branches.size() - 1).when().isPresent()) {
            errors.error(choice.at(), "the last value must have no condition: it is the one for \"not known\"");
        }
        return new Rule.Ranked<>(options);
    }
}
