package dev.backupdoctor.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code baseline}: findings that are known and put up with for a while. */
@Command(
        name = "baseline",
        header = {
            "Keeps a file of findings that are known and do not count for a while.",
            "",
            "Examples:",
            "  backup-doctor baseline write known.json logs/ --reason 'new disk ordered' --expires 2027-01-31",
            "  backup-doctor analyze logs/ --baseline known.json",
            "  backup-doctor baseline prune known.json logs/",
            ""
        })
final class Baselines implements Callable<Integer> {

    @Override
    public Integer call() throws UsageError {
        throw new UsageError("say what to do with the baseline: write or prune");
    }
}
