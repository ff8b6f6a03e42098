package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.TestOutcome;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rules test}: runs the examples that rules bring along. */
@Command(
        name = "test",
        header = {
            "Runs the examples of rules and the samples of formats.",
            "",
            "Examples:",
            "  backup-doctor rules test",
            "  backup-doctor rules test ID --rules my-rules/",
            ""
        },
        footer = {"", "Exit codes: 0 all pass, 2 some do not."})
final class RulesExamples implements Callable<Integer> {

    private final Terminal terminal;
    private final Engine engine;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "Id of a rule. Default: all.")
    private @Nullable String id;

    @Option(
            names = {"-v", "--verbose"},
            description = "Also name the examples that pass.")
    private boolean verbose;

    @Mixin
    private RuleOptions rules = new RuleOptions();

    RulesExamples(Terminal terminal, Engine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws IOException, UsageError, BadRules {
        var directories = rules.trusted(terminal.errors());
        if (id != null) {
            Explain.find(engine.rules(directories), id);
        }
        List<TestOutcome> outcomes = engine.test(directories, Optional.ofNullable(id));
        long failed = count(outcomes, TestOutcome.Result.FAILED);
        long skipped = count(outcomes, TestOutcome.Result.SKIPPED);
        terminal.print(out -> {
            for (TestOutcome o : outcomes) {
                boolean passed = o.result() == TestOutcome.Result.PASSED;
                if (verbose || o.result() == TestOutcome.Result.FAILED) {
                    String result = o.result().name().toLowerCase(Locale.ROOT);
                    out.write(o.owner() + ": " + o.title() + " " + result + "\n");
                    out.write(passed ? "" : (o.at() + ": " + o.message()).indent(2));
                }
            }
            String rest = skipped == 0 ? "" : ", " + skipped + " skipped (-v says why)";
            out.write(count(outcomes, TestOutcome.Result.PASSED) + " passed, " + failed + " failed" + rest + "\n");
        });
        return failed == 0 ? ExitCode.CLEAN : ExitCode.USAGE;
    }

    private static long count(List<TestOutcome> outcomes, TestOutcome.Result result) {
        return outcomes.stream().filter(o -> o.result() == result).count();
    }
}
