package dev.backupdoctor.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code rules}: the rules themselves, as their author sees them. */
@Command(
        name = "rules",
        header = {
            "Lists, shows, begins, checks, tests and lays out rules.",
            "",
            "Examples:",
            "  backup-doctor rules list",
            "  backup-doctor rules show ID",
            "  backup-doctor rules new product-noun-state --rules my-rules/",
            "  backup-doctor rules check my-rules/",
            "  backup-doctor rules test ID --rules my-rules/",
            "  backup-doctor rules why-not ID logs/",
            "  backup-doctor rules format my-rules/",
            ""
        })
final class Rules implements Callable<Integer> {

    @Override
    public Integer call() throws UsageError {
        throw new UsageError(
                "say what to do with rules: list, show, new, check, test, fuzz, why-not, format or export");
    }
}
