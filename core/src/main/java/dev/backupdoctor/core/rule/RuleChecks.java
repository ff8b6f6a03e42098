package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.lang.Pos;
import dev.backupdoctor.core.lang.Syntax;
import dev.backupdoctor.core.lang.Syntax.Outcome;
import dev.backupdoctor.core.lang.Syntax.RuleItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks that need no types: names of files, examples, and circles of explanations over all rules. */
public final class RuleChecks {

    private final Syntax.RuleFile file;
    private final Environment env;
    private final Errors errors;

    RuleChecks(Syntax.RuleFile file, Environment env, Errors errors) {
        this.file = file;
        this.env = env;
        this.errors = errors;
    }

    void check() {
        checkId();
        checkLines();
        checkExamples();
    }

    private void checkId() {
        Syntax.Word id = file.id();
        String name = id.at().file().replaceFirst(".*/", "").replaceFirst("\\.rule$", "");
        if (!name.equals(id.text())) {
            errors.error(id.at(), "the file is named " + name + ".rule, the rule " + id.text());
        }
        if (!id.text().startsWith(env.product() + "-")) {
            errors.error(id.at(), "the id of a rule begins with its product: " + env.product() + "-...");
        }
        if (env.retired().contains(id.text())) {
            errors.add(LanguageError.error(id.at(), "the id " + id.text() + " was used once and is retired")
                    .hint("take another one: old reports must keep their meaning"));
        }
    }

    /** Else {@code cause "x" if y} would be a cause, and a condition of the whole rule that nobody meant. */
    private void checkLines() {
        for (int i = 1; i < file.items().size(); i++) {
            Pos at = file.items().get(i).at();
            if (at.line() == file.items().get(i - 1).at().line()) {
                errors.add(LanguageError.error(at, "a new statement begins in the middle of this line")
                        .hint("a statement begins on a line of its own"));
            }
        }
    }

    private void checkExamples() {
        List<Outcome> outcomes =
                file.all(RuleItem.Example.class).map(RuleItem.Example::outcome).toList();
        if (outcomes.stream().noneMatch(o -> o instanceof Outcome.Finds f && f.count() > 0)) {
            errors.error(file.id().at(), "no example that finds");
        }
        if (outcomes.stream().noneMatch(o -> o instanceof Outcome.Finds f && f.count() == 0)) {
            errors.error(file.id().at(), "no example that finds nothing");
        }
        boolean needsMore = otherKindsNeeded();
        if (needsMore && outcomes.stream().noneMatch(Outcome.StaysOpen.class::isInstance)) {
            errors.error(file.id().at(), "no example that stays open, although a kind from another source is needed");
        }
    }

    /** True when a {@code with} or {@code without} needs a kind that no format yields together with the first one. */
    private boolean otherKindsNeeded() {
        Optional<String> first =
                file.all(RuleItem.ForEach.class).map(f -> f.kind().text()).findFirst();
        List<String> needed = new ArrayList<>();
        file.all(RuleItem.With.class).forEach(w -> needed.add(w.kind().text()));
        file.all(RuleItem.Without.class).forEach(w -> needed.add(w.kind().text()));
        return first.isPresent()
                && needed.stream()
                        .anyMatch(kind -> env.yields().values().stream()
                                .noneMatch(kinds -> kinds.contains(kind) && kinds.contains(first.get())));
    }

    /** Own kind to explained kinds, over all rules of a product, must have no circle; explaining oneself is fine. */
    public static void checkExplanations(List<Rule> rules, Errors errors) {
        Map<String, SortedSet<String>> explains = new TreeMap<>();
        for (Rule rule : rules) {
            String own = rule.forEach().kind().name();
            for (String name : rule.explains()) {
                Rule.Binding binding = rule.bindings().get(name);
                if (binding != null && !binding.kind().name().equals(own)) {
                    explains.computeIfAbsent(own, k -> new TreeSet<>())
                            .add(binding.kind().name());
                }
            }
        }
        for (Rule rule : rules) {
            String own = rule.forEach().kind().name();
            if (reaches(own, own, explains, new TreeSet<>())) {
                errors.error(
                        rule.syntax().id().at(),
                        "explanations go round in a circle: " + own + " is explained by what it explains");
                return;
            }
        }
    }

    private static boolean reaches(
            String from, String wanted, Map<String, SortedSet<String>> explains, SortedSet<String> seen) {
        for (String next : explains.getOrDefault(from, new TreeSet<>())) {
            if (next.equals(wanted) || (seen.add(next) && reaches(next, wanted, explains, seen))) {
                return true;
            }
        }
        return false;
    }
}
