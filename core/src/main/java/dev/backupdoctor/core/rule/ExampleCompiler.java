package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.event.Kind;
import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Expr;
import dev.backupdoctor.core.lang.Syntax.Given;
import dev.backupdoctor.core.lang.Syntax.RuleItem;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import dev.backupdoctor.core.value.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compiles examples. In {@code expect} four more names are known: {@code severity}, {@code confidence}, {@code causes}
 * (those not ruled out) and {@code primary}, the event-like place of the primary evidence.
 */
final class ExampleCompiler {

    /** Kind of {@code primary}: it has a line and a source. */
    static final String PRIMARY = "finding.primary";

    private final ExprCompiler values;
    private final ExprCompiler expects;
    private final RuleNames names;
    private final Environment env;
    private final Errors errors;

    ExampleCompiler(ExprCompiler exprs, RuleNames names, Environment env) {
        this.values = exprs;
        this.names = names;
        this.env = env;
        this.errors = exprs.errors();
        Map<String, Kind> kinds = new TreeMap<>(env.kinds().kinds());
        kinds.put(PRIMARY, new Kind(PRIMARY, new TreeMap<>(), new TreeSet<>(), ""));
        Map<String, Type> more = Map.of(
                "severity",
                words(Severity.values()),
                "confidence",
                words(Confidence.values()),
                "causes",
                new Type.ListOf(Scalar.TEXT),
                "primary",
                new Type.OneOf(PRIMARY));
        Names withMore = Names.of(
                name -> Optional.ofNullable(more.get(name))
                        .map(type -> new Typed(type, s -> s.name(name)))
                        .or(() -> exprs.names().find(name)),
                exprs.names().places());
        this.expects = new ExprCompiler(errors, new KindTable(kinds), withMore);
    }

    private static Type words(Object[] constants) {
        return new Type.Words(Arrays.stream(constants)
                .map(c -> c instanceof Severity s ? s.word() : ((Confidence) c).word())
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    Rule.ExampleOf compile(RuleItem.Example example) {
        Map<String, Value> given = new LinkedHashMap<>();
        for (Given g : example.givens()) {
            if (g instanceof Given.Setting s) {
                setting(s, given);
            } else if (g instanceof Given.Input i
                    && !env.yields().containsKey(i.format().text())) {
                errors.error(i.format().at(), "unknown format '" + i.format().text() + "'");
            }
        }
        List<Rule.Expectation> expectations = example.expects().stream()
                .map(e -> new Rule.Expectation(e, expects.condition(e).eval()))
                .toList();
        return new Rule.ExampleOf(example, given, expectations);
    }

    private void setting(Given.Setting s, Map<String, Value> given) {
        String name = s.name().text();
        Type type = name.equals("now")
                ? Scalar.INSTANT
                : names.questions().contains(name)
                        ? Scalar.YES_NO
                        : Optional.ofNullable(names.settings().get(name))
                                .map(Rule.Setting::type)
                                .orElse(Scalar.BROKEN);
        if (type.equals(Scalar.BROKEN)) {
            errors.error(s.name().at(), "'" + name + "' is neither now, nor a setting, nor a question of this rule");
            return;
        }
        Typed value = values.compile(s.value(), type);
        if (!Types.alike(type, value.type())) {
            errors.error(s.value().at(), "'" + name + "' is a " + type + ", this is a " + value.type());
            return;
        }
        Expr written = s.value();
        Value constant = value.eval().in(Scope.of(n -> Value.none()));
        if (!constant.isKnown()) {
            errors.error(written.at(), "a value that is given must be a constant");
        }
        given.put(name, constant);
    }
}
