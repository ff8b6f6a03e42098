package dev.backupdoctor.cli;

import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.DataFile;
import dev.backupdoctor.nbd.set.SetProblem;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nbd info}: what a set holds. */
@Command(
        name = "info",
        header = {
            "Lists the disks and points of a backup set, and what is wrong with it as far as names and heads tell.",
            "",
            "Examples:",
            "  backup-doctor nbd info /backup/web",
            "  backup-doctor nbd info /backup/web --format json",
            ""
        })
final class NbdInfo implements Callable<Integer> {
    private static final int BROKEN = 1;

    private final Terminal terminal;

    @Mixin
    private NbdSetOptions options = new NbdSetOptions();

    NbdInfo(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, UsageError {
        boolean json = options.json();
        BackupSet set = BackupSet.read(options.directory());
        if (json) {
            terminal.print(out -> out.write(NbdJson.of(set)));
        } else {
            terminal.print(out -> write(set, out));
        }
        return set.isBroken() ? BROKEN : ExitCode.CLEAN;
    }

    private static void write(BackupSet set, Writer out) throws IOException {
        for (String disk : set.disks()) {
            out.write(disk + "\n");
            for (DataFile file : set.files(disk)) {
                out.write("  %-44s %s%n"
                        .formatted(
                                Complaint.safe(file.fileName()),
                                file.isWhole()
                                        ? "whole disk"
                                        : "changes since "
                                                + Complaint.safe(file.meta()
                                                        .parentCheckpoint()
                                                        .orElse("?"))));
            }
            out.write("  points: " + Complaint.safe(String.join(", ", Chain.points(set, disk))) + "\n");
        }
        for (SetProblem problem : set.problems()) {
            out.write(problem.severity().name().toLowerCase(Locale.ROOT) + ": "
                    + Complaint.safe(problem.place() + " " + problem.message()) + "\n");
        }
    }
}
