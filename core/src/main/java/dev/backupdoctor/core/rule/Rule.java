package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.event.Kind;
import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Fix.Risk;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Expr;
import dev.backupdoctor.core.lang.ShapeSyntax.VersionRange;
import dev.backupdoctor.core.lang.Syntax;
import dev.backupdoctor.core.lang.Syntax.RuleItem;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Type;
import dev.backupdoctor.core.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A compiled rule.
 *
 * @param syntax the file it was compiled from
 * @param text the file's text, for the command that explains a rule
 * @param bindings by name, in the order of the file; {@code without} statements have no name and stand in
 *     {@code absent}
 * @param questions names of yes/no questions
 * @param explains names of bindings whose events a finding is the reason for
 */
public record Rule(
        Syntax.RuleFile syntax,
        String text,
        String product,
        String title,
        Optional<VersionRange> versions,
        ForEach forEach,
        Map<String, Binding> bindings,
        List<Binding> absent,
        Map<String, Let> lets,
        Map<String, Setting> settings,
        Set<String> questions,
        Ranked<Severity> severity,
        Ranked<Confidence> confidence,
        List<Eval> conditions,
        List<Unless> unless,
        Ranked<TextTemplate> say,
        Optional<TextTemplate> why,
        List<Show> shows,
        List<TableOf> tables,
        Set<String> explains,
        List<CauseOf> causes,
        List<AskOf> asks,
        List<FixOf> fixes,
        Optional<VerifyOf> verify,
        List<MetricOf> metrics,
        List<TextTemplate> references,
        List<ExampleOf> examples) {

    public String id() {
        return syntax.id().text();
    }

    /** The value of an expression that needs no names, if it has this type. */
    public static Optional<Value> constant(Expr written, Type type) {
        Errors errors = new Errors();
        var exprs = new ExprCompiler(errors, new KindTable(Map.of()), Names.of(name -> Optional.empty(), Map.of()));
        Typed value = exprs.compile(written, type);
        boolean fits = !errors.any() && Types.alike(type, value.type());
        return fits
                ? Optional.of(value.eval().in(Scope.of(name -> Value.none()))).filter(Value::isKnown)
                : Optional.empty();
    }

    /** A condition on one event of a kind, that uses no other names; empty when it does not compile. */
    public static Optional<Eval> elementCondition(Expr written, KindTable kinds, String kind) {
        Errors errors = new Errors();
        Names names = Names.of(name -> Optional.empty(), Map.of());
        Optional<Eval> condition = kinds.find(kind)
                .map(k -> new ExprCompiler(errors, kinds, names.inside(k))
                        .condition(written)
                        .eval());
        return errors.any() ? Optional.empty() : condition;
    }

    /** The names in an expression, sorted. */
    public static Set<String> namesIn(Expr e) {
        return ExprNames.in(e);
    }

    /** {@code for-each keys in kind where c as alias}. */
    public record ForEach(List<String> keys, Kind kind, Optional<Eval> where, String alias, boolean all) {}

    /** {@code with}, {@code maybe}, {@code without}. */
    public enum Mode {
        WITH,
        MAYBE,
        WITHOUT
    }

    /** Events joined to a group. */
    public record Binding(Mode mode, Kind kind, Join join, boolean all) {}

    /**
     * How a binding is joined.
     *
     * @param after an event or an instant; empty for no bound
     * @param within of {@code after}, or of {@code before}
     */
    public record Join(
            List<JoinKey> keys,
            Optional<Eval> after,
            Optional<Eval> before,
            Optional<Eval> within,
            Optional<Eval> where) {}

    /** {@code field} of the joined event equals a value of the group. */
    public record JoinKey(String field, Eval value) {}

    /** A name for a value. */
    public record Let(Type type, Eval value) {}

    /** A value that may be set from outside. */
    public record Setting(Type type, Value standard, String help) {}

    /** When the rule keeps silent although its conditions hold. */
    public record Unless(Eval condition, String because) {}

    /** A choice among fixed things; an unknown condition counts as false. */
    public record Ranked<T>(List<Option<T>> options) {
        public Ranked {
            options = List.copyOf(options);
        }

        public Optional<T> in(Scope scope) {
            return options.stream()
                    .filter(o -> o.when().isEmpty() || o.when().get().in(scope).isTrue())
                    .map(Option::value)
                    .findFirst();
        }

        /** One of the things with its condition. */
        public record Option<T>(T value, Optional<Eval> when) {}
    }

    /** Evidence to show. */
    public record Show(Typed value, Optional<TextTemplate> label) {}

    /** A table with a row for each distinct value of a field. */
    public record TableOf(String by, Set<String> streams, List<ColumnOf> columns) {}

    public record ColumnOf(Typed value, TextTemplate head) {}

    public record CauseOf(TextTemplate text, Optional<Eval> when, Set<String> questions) {}

    /**
     * What would decide.
     *
     * @param yields kinds that the command's output gives; for a question its own name
     */
    public record AskOf(String name, Set<String> yields, Optional<CommandTemplate> run, TextTemplate text) {}

    public record FixOf(
            Risk risk,
            TextTemplate title,
            Optional<Eval> when,
            List<StepOf> steps,
            Optional<TextTemplate> loses,
            Optional<Eval> confirm) {}

    /** A step of a fix. */
    public sealed interface StepOf {
        /**
         * Replaces a value.
         *
         * @param written how the new one reads where the old one stands
         */
        record Edit(Eval what, Eval to, Written written) implements StepOf {}

        record Run(CommandTemplate command, Optional<CommandTemplate> undo) implements StepOf {}

        record Do(TextTemplate text) implements StepOf {}
    }

    /** The text of a value, one char per byte, in the place of an old one; empty when it cannot be written there. */
    @FunctionalInterface
    public interface Written {
        Optional<String> at(Place place, Object value);
    }

    /** How a fix is proved. */
    public record VerifyOf(String verifier, List<Eval> arguments, Eval within) {}

    public record MetricOf(String name, Typed value, String help) {}

    /**
     * An example.
     *
     * @param given the present, settings and answers by name
     */
    public record ExampleOf(RuleItem.Example syntax, Map<String, Value> given, List<Expectation> expects) {}

    /** What must hold for every finding of an example. */
    public record Expectation(Expr written, Eval holds) {}
}
