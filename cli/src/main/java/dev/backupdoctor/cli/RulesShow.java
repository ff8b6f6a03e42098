package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.RuleInfo;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rules show}: the rule file as it was written. */
@Command(
        name = "show",
        header = {
            "Prints a rule file as it is: a start for a rule of one's own.",
            "",
            "Examples:",
            "  backup-doctor rules show ID",
            "  backup-doctor rules show ID > my-rules/product-my-rule.rule",
            ""
        })
final class RulesShow implements Callable<Integer> {

    private final Terminal terminal;
    private final Engine engine;

    @Parameters(paramLabel = "ID", description = "Id of a rule.")
    private String id = "";

    @Mixin
    private RuleOptions rules = new RuleOptions();

    RulesShow(Terminal terminal, Engine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws IOException, UsageError, BadRules {
        RuleInfo rule = Explain.find(engine, rules.files(terminal, engine), id);
        terminal.print(out -> out.write(rule.text().endsWith("\n") ? rule.text() : rule.text() + "\n"));
        return ExitCode.CLEAN;
    }
}
