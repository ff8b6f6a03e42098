package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.WhyNot;
import dev.backupdoctor.core.engine.WhyNotRun.Inputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rules why-not}: what kept a rule from finding anything. */
@Command(
        name = "why-not",
        header = {
            "Says why a rule gave no finding: what it looks for, and which of its conditions is false.",
            "",
            "Examples:",
            "  backup-doctor rules why-not ID /var/log/backup.log",
            "  backup-doctor rules why-not ID incident.tar.gz --rules my-rules/ --groups 20",
            ""
        },
        footer = {"", "Exit codes: 0 said, 2 wrong usage or bad rule."})
final class RulesWhyNot implements Callable<Integer> {

    private final Terminal terminal;
    private final Engine engine;

    @Parameters(index = "0", paramLabel = "ID", description = "Id of a rule.")
    private String id = "";

    @Parameters(
            index = "1..*",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Files, directories, archives; - is standard input.")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--groups", paramLabel = "N", description = "How many groups to show. Default: 5.")
    private int groups = 5;

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Mixin
    private RuleOptions rules = new RuleOptions();

    RulesWhyNot(Terminal terminal, Engine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws IOException, UsageError, BadRules, BadSetting {
        InputPaths.check(paths);
        if (groups < 1) {
            throw new UsageError("--groups: " + groups + " is too few; give 1 or more");
        }
        var files = rules.files(terminal, engine);
        Optional<WhyNot> answer = engine.whyNot(files, id, new Inputs(paths, terminal.in(), reading.options()), groups);
        if (answer.isEmpty()) {
            // With the same words as for 'rules show'.
            Explain.find(engine, files, id);
        }
        terminal.print(out -> new WhyNotText(answer.orElseThrow()).write(out));
        return ExitCode.CLEAN;
    }
}
