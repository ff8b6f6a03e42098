package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.lang.Expr;
import dev.backupdoctor.core.lang.Syntax;
import dev.backupdoctor.core.lang.Syntax.RuleItem;
import dev.backupdoctor.core.lang.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code explain} and the lists of rules tell of a rule; all of it is taken from its file.
 *
 * @param severity words that it can have, the gravest first, e.g. {@code error or warning}
 * @param file path of the rule file within its module
 * @param text the file itself
 * @param causes texts; holes show the names in them
 * @param settings {@code name = default: help}
 * @param examples titles
 */
public record RuleInfo(
        String id,
        String product,
        String title,
        String severity,
        String file,
        String text,
        Optional<String> why,
        List<String> causes,
        List<String> fixes,
        List<String> references,
        Optional<String> beware,
        List<String> settings,
        List<String> examples) {

    /** Of a rule whose file is known to be right. */
    static RuleInfo of(Syntax.RuleFile syntax, String text, String product) {
        return new RuleInfo(
                syntax.id().text(),
                product,
                syntax.title().plain(),
                severities(syntax),
                syntax.at().file(),
                text,
                syntax.all(RuleItem.Why.class).findFirst().map(w -> shown(w.text())),
                syntax.all(RuleItem.Cause.class).map(c -> shown(c.text())).toList(),
                syntax.all(RuleItem.Fix.class)
                        .map(f -> shown(f.title()) + " (" + f.risk().text() + ")")
                        .toList(),
                syntax.all(RuleItem.See.class).map(s -> shown(s.text())).toList(),
                syntax.all(RuleItem.Beware.class).findFirst().map(b -> shown(b.text())),
                syntax.all(RuleItem.Setting.class).map(RuleInfo::shown).toList(),
                syntax.all(RuleItem.Example.class).map(RuleItem.Example::title).toList());
    }

    private static String severities(Syntax.RuleFile syntax) {
        return syntax.all(RuleItem.Severity.class)
                .map(RuleItem.Severity::choice)
                .flatMap(c ->
                        c instanceof Expr.Choice many ? many.branches().stream().map(Expr.Branch::value) : Stream.of(c))
                .flatMap(word -> Severity.of(name(word)).stream())
                .distinct()
                .sorted()
                .map(Severity::word)
                .collect(Collectors.joining(" or "));
    }

    private static String shown(RuleItem.Setting s) {
        return s.name().text() + " (" + s.type().text().toLowerCase(Locale.ROOT) + "): " + s.help();
    }

    /** The text with its holes as the author wrote them, as far as they are names. */
    static String shown(Text text) {
        return text.parts().stream()
                .map(p -> p instanceof Text.Part.Chars c ? c.text() : "<" + name(((Text.Part.Hole) p).value()) + ">")
                .collect(Collectors.joining());
    }

    private static String name(Expr e) {
        if (e instanceof Expr.Name n) {
            return n.name();
        } else if (e instanceof Expr.Member m) {
            return name(m.of()) + "." + m.name();
        }
        return "value";
    }
}
