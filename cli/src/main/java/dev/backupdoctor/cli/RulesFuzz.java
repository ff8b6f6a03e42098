package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.Fuzz;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rules fuzz}: whether a rule keeps to what it can know when its inputs are damaged. */
@Command(
        name = "fuzz",
        header = {
            "Damages the examples of a rule, and says where it finds what it cannot know.",
            "",
            "Examples:",
            "  backup-doctor rules fuzz ID",
            "  backup-doctor rules fuzz ID --rules my-rules/ --seed 7 --runs 2000",
            ""
        },
        footer = {"", "Exit codes: 0 nothing is wrong, 2 something is."})
final class RulesFuzz implements Callable<Integer> {

    private static final int MAX_RUNS = 1_000_000;

    private final Terminal terminal;
    private final Engine engine;

    @Parameters(paramLabel = "ID", description = "Id of a rule.")
    private String id = "";

    @Option(names = "--seed", paramLabel = "N", description = "The same seed does the same damage. Default: 1.")
    private long seed = 1;

    @Option(names = "--runs", paramLabel = "N", description = "Random damages of each example. Default: 200.")
    private int runs = 200;

    @Mixin
    private RuleOptions rules = new RuleOptions();

    RulesFuzz(Terminal terminal, Engine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws IOException, UsageError, BadRules {
        if (runs < 0 || runs > MAX_RUNS) {
            throw new UsageError("--runs: give 0 to " + MAX_RUNS);
        }
        var files = rules.files(terminal, engine);
        Optional<Fuzz> fuzzed = engine.fuzz(files, id, seed, runs);
        if (fuzzed.isEmpty()) {
            Explain.find(engine, files, id);
        }
        Fuzz fuzz = fuzzed.orElseThrow();
        terminal.print(out -> {
            for (Fuzz.Wrong w : fuzz.wrong()) {
                out.write(Complaint.safe(fuzz.rule() + ": example \"" + w.example() + "\" " + w.damage()) + "\n");
                out.write("  " + Complaint.safe(w.what()) + "\n");
            }
            int wrong = fuzz.wrong().size();
            out.write(RulesCheck.count(fuzz.tried(), "damaged example") + " judged with seed " + fuzz.seed() + ", "
                    + (wrong == 0 ? "nothing" : wrong) + " wrong\n");
        });
        return fuzz.wrong().isEmpty() ? ExitCode.CLEAN : ExitCode.USAGE;
    }
}
