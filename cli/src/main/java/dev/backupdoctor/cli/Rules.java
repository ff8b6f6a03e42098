package dev.backupdoctor.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code rules}: the rules themselves, as their author sees them. */
@Command(
        name = "rules",
        header = {
            "Lists, shows, checks and tests rules.",
            "",
            "Examples:",
            "  backup-doctor rules list",
            "  backup-doctor rules show ID",
            "  backup-doctor rules check my-rules/",
            "  backup-doctor rules test ID --rules my-rules/",
            ""
        })
final class Rules implements Callable<Integer> {

    @Override
    public Integer call() throws UsageError {
        throw new UsageError("say what to do with rules: list, show, check or test");
    }
}
