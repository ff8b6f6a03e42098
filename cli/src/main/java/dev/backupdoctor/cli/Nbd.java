package dev.backupdoctor.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code nbd}: backups of virtual machines, on the same files as virtnbdbackup. */
@Command(
        name = "nbd",
        header = {
            "Backs up and restores virtual machines, on the same files as virtnbdbackup.",
            "",
            "Examples:",
            "  backup-doctor nbd backup -d web -l auto -o /backup/web    full at first, then incremental",
            "  backup-doctor nbd info /backup/web                        what points are there?",
            "  backup-doctor nbd verify /backup/web                      can all of it be read?",
            "  backup-doctor nbd restore -i /backup/web -o /images       the last point",
            "  backup-doctor nbd map -f /backup/web/vda.full.data        use it without restoring it",
            ""
        })
final class Nbd implements Callable<Integer> {

    @Override
    public Integer call() throws UsageError {
        throw new UsageError("say what to do: backup, restore, verify, dump, info, compare or map");
    }
}
