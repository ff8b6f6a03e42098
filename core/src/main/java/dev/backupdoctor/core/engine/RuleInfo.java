package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.lang.Expr;
import dev.backupdoctor.core.lang.Syntax.RuleItem;
import dev.backupdoctor.core.lang.Text;
import dev.backupdoctor.core.rule.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

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

    static RuleInfo of(Rule rule) {
        var syntax = rule.syntax();
        return new RuleInfo(
                rule.id(),
                rule.product(),
                rule.title(),
                rule.severity().options().stream()
                        .map(o -> o.value())
                        .distinct()
                        .sorted()
                        .map(s -> s.word())
                        .collect(Collectors.joining(" or ")),
                syntax.at().file(),
                rule.text(),
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
