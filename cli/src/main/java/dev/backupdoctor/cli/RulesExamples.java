package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.RuleCoverage;
import dev.backupdoctor.core.engine.RuleInfo;
import dev.backupdoctor.core.engine.TestOutcome;
import dev.backupdoctor.core.engine.TestOutcome.Result;
import dev.backupdoctor.core.engine.UserFile;
import dev.backupdoctor.core.lang.Nearest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rules test}: runs the examples that rules and formats bring along. */
@Command(
        name = "test",
        header = {
            "Runs the examples of rules and the samples of formats.",
            "",
            "Examples:",
            "  backup-doctor rules test",
            "  backup-doctor rules test ID --rules my-rules/",
            "  backup-doctor rules test ID --coverage       which conditions the examples show both ways",
            ""
        },
        footer = {"", "Exit codes: 0 none fails, 2 some fail."})
final class RulesExamples implements Callable<Integer> {

    private final Terminal terminal;
    private final Engine engine;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "Id of a rule or name of a format. Default: all.")
    private @Nullable String id;

    @Option(
            names = "--cases",
            paramLabel = "DIR",
            description = "Where the folders are that examples name; without it such examples are skipped.")
    private @Nullable Path cases;

    @Option(
            names = {"-v", "--verbose"},
            description = "Also name what passes, and what is skipped and why.")
    private boolean verbose;

    @Option(
            names = "--coverage",
            description = "Also print how often each condition was true and false, and each value of a choice taken.")
    private boolean coverage;

    @Mixin
    private RuleOptions rules = new RuleOptions();

    RulesExamples(Terminal terminal, Engine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws IOException, UsageError, BadRules {
        List<UserFile> files = rules.files(terminal, engine);
        List<TestOutcome> outcomes = engine.test(files, Optional.ofNullable(id), Optional.ofNullable(cases));
        if (id != null && outcomes.isEmpty()) {
            List<String> ids = engine.rules(files).stream().map(RuleInfo::id).toList();
            String hint = Nearest.hint(id, ids);
            throw new UsageError("nothing called " + id + " has examples" + (hint.isEmpty() ? "" : "; " + hint));
        }
        List<RuleCoverage> covered =
                coverage ? engine.coverage(files, Optional.ofNullable(id), Optional.ofNullable(cases)) : List.of();
        terminal.print(out -> {
            if (coverage) {
                CoverageText.write(covered, out);
            }
            for (TestOutcome o : outcomes) {
                if (o.result() == Result.FAILED || verbose) {
                    String result = o.result().name().toLowerCase(Locale.ROOT);
                    out.write(o.owner() + ": " + o.title() + " " + result + "\n");
                    out.write(o.result() == Result.PASSED ? "" : (o.at() + ": " + o.message()).indent(2));
                }
            }
            long skipped = count(outcomes, Result.SKIPPED);
            String rest = skipped == 0 ? "\n" : ", " + skipped + " skipped (-v says why)\n";
            out.write(count(outcomes, Result.PASSED) + " passed, " + count(outcomes, Result.FAILED) + " failed" + rest);
        });
        return count(outcomes, Result.FAILED) == 0 ? ExitCode.CLEAN : ExitCode.USAGE;
    }

    private static long count(List<TestOutcome> outcomes, Result result) {
        return outcomes.stream().filter(o -> o.result() == result).count();
    }
}
