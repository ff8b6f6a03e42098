package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.lang.Syntax.RuleItem;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.source.Problem;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Finds out why a rule gave no finding. */
public final class WhyNotRun {

    private final Rulebook rulebook;
    private final Rule rule;
    private final Analysis.Looked looked;

    private WhyNotRun(Rulebook rulebook, Rule rule, Analysis.Looked looked) {
        this.rulebook = rulebook;
        this.rule = rule;
        this.looked = looked;
    }

    /** What is to be read, and how. */
    public record Inputs(List<String> paths, InputStream stdin, AnalysisOptions options) {}

    /**
     * Reads the inputs and judges them by all rules, since a finding may be folded under that of another rule.
     *
     * @param id of a rule; empty result when there is none
     * @param shown groups to tell of
     * @throws BadSetting when a setting is unknown or has a wrong value
     */
    public static Optional<WhyNot> run(Rulebook rulebook, String id, Inputs inputs, int shown) throws BadSetting {
        Optional<Rule> rule = rulebook.find(id);
        if (rule.isEmpty()) {
            return Optional.empty();
        }
        Analysis.Looked looked = Analysis.look(
                rulebook, dev.backupdoctor.core.source.Inputs.named(inputs.paths(), inputs.stdin()), inputs.options());
        return Optional.of(new WhyNotRun(rulebook, rule.get(), looked).told(shown));
    }

    private WhyNot told(int shown) {
        RuleRun.Result result = new RuleRun(rule, looked.facts(), looked.settings()).run();
        List<Finding> findings = looked.diagnose()
                .diagnosis(looked.facts(), looked.problems(), looked.sources())
                .findings();
        RuleText text = new RuleText(rule);
        int events = looked.facts().events(rule.forEach().kind().name()).size();
        int grouped = result.groups().stream()
                .mapToInt(j -> j.group().events().size())
                .sum();
        List<WhyNot.Judged> groups = result.groups().stream()
                .sorted(Comparator.comparing(j -> j.answer() == RuleRun.Answer.FINDING))
                .limit(shown)
                .map(judged -> told(judged, text, findings))
                .toList();
        return new WhyNot(
                rule.id(),
                rule.title(),
                rule.forEach().kind().name(),
                givers(rulebook, rule.forEach().kind().name()),
                looked.sources(),
                looked.problems().stream().filter(Problem::incomplete).toList(),
                events,
                events - grouped,
                rule.forEach().where().isEmpty()
                        ? ""
                        : text.of(rule.syntax()
                                .all(RuleItem.ForEach.class)
                                .findFirst()
                                .orElseThrow()),
                List.copyOf(result.openWanted()),
                groups,
                result.groups().size() - groups.size());
    }

    private WhyNot.Judged told(RuleRun.Judged judged, RuleText text, List<Finding> findings) {
        Group group = judged.group();
        SortedMap<String, String> key = looked.writer().key(group);
        boolean forVersion = new RuleRun(rule, looked.facts(), looked.settings()).forVersion(group);
        List<WhyNot.Statement> statements =
                new Statements(rulebook, group, text, looked.writer().display()).all(forVersion);
        WhyNot.Verdict verdict = WhyNot.Verdict.valueOf(judged.answer().name());
        Optional<String> message =
                verdict == WhyNot.Verdict.FINDING ? Optional.of(message(judged, key, findings)) : Optional.empty();
        return new WhyNot.Judged(key, group.events().get(0).place(), verdict, message, statements);
    }

    private String message(RuleRun.Judged judged, SortedMap<String, String> key, List<Finding> findings) {
        String message = looked.writer().write(judged).message();
        String fingerprint = Fingerprint.of(rule.id(), key);
        return findings.stream()
                .filter(root -> !root.fingerprint().equals(fingerprint) && folds(root, fingerprint))
                .findFirst()
                .map(root -> message + " (folded under " + root.rule() + ": " + root.message() + ")")
                .orElse(message);
    }

    private static boolean folds(Finding root, String fingerprint) {
        return root.symptoms().stream().anyMatch(s -> s.fingerprint().equals(fingerprint) || folds(s, fingerprint));
    }

    /** Formats that give a kind, as {@code name (title)}. */
    static List<String> givers(Rulebook rulebook, String kind) {
        return rulebook.formats().all().stream()
                .filter(f -> f.find(kind).isPresent())
                .map(f -> f.name() + " (" + f.title() + ")")
                .toList();
    }
}
