package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.finding.Evidence;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.lang.Syntax.FormatItem;
import dev.backupdoctor.core.lang.Syntax.Given;
import dev.backupdoctor.core.lang.Syntax.RuleItem;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.value.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Damages the examples of a rule and looks whether it says what it cannot know.
 *
 * <p>What must hold: without the records that a finding is made of it is not found, unless the damage itself is told,
 * as "the log ends within a traceback"; without the evidence that it shows it does not say the same; the order of
 * sources, and a line that states nothing, change nothing; and no damage whatever ends in an error of the program.
 */
public final class FuzzRun {

    private final Rule rule;
    private final Set<String> lineFormats;
    private final ExampleRun run;
    private final SplittableRandom random;
    private final Map<String, Fuzz.Wrong> wrong = new LinkedHashMap<>();
    private int tried;

    private FuzzRun(Rule rule, Product product, ExampleRun run, long seed) {
        this.rule = rule;
        this.lineFormats = product.samples().stream()
                .filter(f -> f.all(FormatItem.Parser.class).findAny().isEmpty())
                .map(f -> f.name().text())
                .collect(Collectors.toUnmodifiableSet());
        this.run = run;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Fuzzes one rule; empty when there is none of this id.
     *
     * @param seed the same seed does the same damage
     * @param runs random damages of each example; those that are not left to chance come on top
     */
    public static Optional<Fuzz> run(Rulebook rulebook, String id, long seed, int runs) {
        Optional<Rule> rule = rulebook.find(id);
        Optional<Product> product = rulebook.owner(id);
        if (rule.isEmpty() || product.isEmpty()) {
            return Optional.empty();
        }
        var run = new ExampleRun(rule.get(), product.get(), rulebook.formats(), Optional.empty());
        return Optional.of(new FuzzRun(rule.get(), product.get(), run, seed).all(seed, runs));
    }

    private Fuzz all(long seed, int runs) {
        for (Rule.ExampleOf example : rule.examples()) {
            if (run.runnable(example)) {
                judge(example, "as it is", () -> one(example, runs));
            }
        }
        return new Fuzz(rule.id(), seed, tried, List.copyOf(wrong.values()));
    }

    /** Work that may meet an error of the program. */
    private interface Work {
        void run() throws IOException;
    }

    /** Whatever a rule or format throws is to be told, not to end the run. */
    private void judge(Rule.ExampleOf example, String damage, Work work) {
        try {
            work.run();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            note(example, damage, "an error of the program: " + e);
        }
    }

    private void note(Rule.ExampleOf example, String damage, String what) {
        String title = example.syntax().title();
        // Of one way of damage the first is told: the others are mostly the same again.
        String way = damage.replaceAll(" at .*| \\(.*", "");
        wrong.putIfAbsent(title + "\n" + way + "\n" + what.replaceAll(":.*", ""), new Fuzz.Wrong(title, damage, what));
    }

    private void one(Rule.ExampleOf example, int runs) throws IOException {
        RuleRun.Result whole = result(example, example.syntax().givens());
        Map<String, String> said = said(whole);
        for (RuleRun.Judged judged : whole.groups()) {
            if (judged.answer() == RuleRun.Answer.FINDING) {
                withoutOwn(example, judged);
                withoutEvidence(example, judged);
            }
        }
        for (int i = 0; i < runs; i++) {
            random(example, said, i);
        }
    }

    /** Records of the finding itself. */
    private void withoutOwn(Rule.ExampleOf example, RuleRun.Judged judged) {
        List<Place> own = judged.group().events().stream().map(Event::place).toList();
        Finding finding = RuleTests.WRITER.write(judged);
        String damage = "without the lines it is made of (" + Damage.named(own) + ")";
        judge(example, damage, () -> {
            RuleRun.Result left =
                    result(example, Damage.without(example.syntax().givens(), own));
            Optional.ofNullable(said(left).get(finding.fingerprint()))
                    .filter(finding.message()::equals)
                    .ifPresent(message -> note(example, damage, "the finding survives: " + message));
        });
    }

    /** What is said must rest on the evidence that is shown for it. */
    private void withoutEvidence(Rule.ExampleOf example, RuleRun.Judged judged) {
        Finding finding = RuleTests.WRITER.write(judged);
        List<Place> shown =
                finding.evidence().stream().map(Evidence::place).distinct().toList();
        String damage = "without its evidence (" + Damage.named(shown) + ")";
        judge(example, damage, () -> {
            RuleRun.Result left =
                    result(example, Damage.without(example.syntax().givens(), shown));
            if (finding.message().equals(said(left).get(finding.fingerprint()))) {
                note(example, damage, "the same is found: " + finding.message());
            }
        });
    }

    /** Every way in turn. */
    private void random(Rule.ExampleOf example, Map<String, String> said, int turn) {
        Damage[] ways = Damage.values();
        Damage way = ways[turn % ways.length];
        Damage.Done done = way.to(example.syntax().givens(), lineFormats, random);
        judge(example, done.told(), () -> {
            Map<String, String> now = said(result(example, done.givens()));
            if (way.harmless() && !now.equals(said)) {
                note(example, done.told(), "it says " + shown(now) + " where it said " + shown(said));
            }
        });
    }

    private static String shown(Map<String, String> said) {
        return said.isEmpty() ? "nothing" : String.join("; ", said.values());
    }

    private RuleRun.Result result(Rule.ExampleOf example, List<Given> givens) throws IOException {
        tried++;
        RuleItem.Example written = example.syntax();
        var damaged = new RuleItem.Example(written.at(), written.title(), written.outcome(), givens, written.expects());
        List<String> mistakes = new ArrayList<>();
        return run.evaluated(new Rule.ExampleOf(damaged, example.given(), example.expects()), mistakes);
    }

    /** Messages of the findings by fingerprint. */
    private static Map<String, String> said(RuleRun.Result result) {
        Map<String, String> said = new TreeMap<>();
        for (RuleRun.Judged j : result.groups()) {
            if (j.answer() == RuleRun.Answer.FINDING) {
                said.put(fingerprint(j), message(j));
            }
        }
        return said;
    }

    private static String message(RuleRun.Judged judged) {
        return RuleTests.WRITER.write(judged).message();
    }

    private static String fingerprint(RuleRun.Judged judged) {
        Group group = judged.group();
        return Fingerprint.of(group.rule().id(), RuleTests.WRITER.key(group));
    }
}
