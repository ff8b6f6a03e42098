package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.format.Format;
import dev.backupdoctor.core.lang.Syntax;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.value.Display;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the examples of rules and the samples of formats. */
public final class RuleTests {

    static final Duration SKEW = Duration.ofSeconds(2);
    static final FindingWriter WRITER = new FindingWriter("en", new Display(ZoneOffset.UTC));

    private RuleTests() {}

    /**
     * Runs all, or those of one rule or format.
     *
     * @param cases folder that {@code given case = "..."} names folders of; without it such examples are skipped
     */
    public static List<TestOutcome> run(Rulebook rulebook, Optional<String> only, Optional<Path> cases) {
        List<TestOutcome> outcomes = new ArrayList<>();
        for (Product p : rulebook.products()) {
            for (Syntax.FormatFile file : p.samples()) {
                String name = file.name().text();
                if (only.isEmpty() || only.get().equals(name)) {
                    Format format = rulebook.formats().find(name).orElseThrow();
                    outcomes.addAll(new SampleRun(format, p).run(file));
                }
            }
            for (Rule rule : p.rules()) {
                if (only.isEmpty() || only.get().equals(rule.id())) {
                    outcomes.addAll(examples(rulebook, rule, p, cases));
                }
            }
        }
        return outcomes;
    }

    /** Runs the examples of a rule that need not be in the book. */
    static List<TestOutcome> examples(Rulebook rulebook, Rule rule, Product product, Optional<Path> cases) {
        ExampleRun run = new ExampleRun(rule, product, rulebook.formats(), cases);
        return rule.examples().stream().map(run::run).toList();
    }
}
