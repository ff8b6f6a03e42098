package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.RuleInfo;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rules list}: one line for each rule, for people and for {@code grep}. */
@Command(
        name = "list",
        header = {
            "Lists all rules: id, severity, title.",
            "",
            "Examples:",
            "  backup-doctor rules list",
            "  backup-doctor rules list --rules my-rules/",
            ""
        })
final class RulesList implements Callable<Integer> {

    private final Terminal terminal;
    private final Engine engine;

    @Mixin
    private RuleOptions rules = new RuleOptions();

    RulesList(Terminal terminal, Engine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws IOException, UsageError, BadRules {
        List<RuleInfo> all = engine.rules(rules.files(terminal, engine)).stream()
                .sorted(Comparator.comparing(RuleInfo::id))
                .toList();
        int id = all.stream().mapToInt(r -> r.id().length()).max().orElse(0);
        int severity = all.stream().mapToInt(r -> r.severity().length()).max().orElse(0);
        terminal.print(out -> {
            for (RuleInfo rule : all) {
                out.write(pad(rule.id(), id) + "   " + pad(rule.severity(), severity) + "   " + rule.title() + "\n");
            }
        });
        return ExitCode.CLEAN;
    }

    private static String pad(String text, int columns) {
        return text + " ".repeat(columns - text.length());
    }
}
