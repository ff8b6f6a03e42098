package dev.backupdoctor.nbd.restore;

import dev.backupdoctor.nbd.set.BackupSet;
import java.io.IOException;
import java.nio.file.Path;

/** A restore in a process of its own, for tests that kill it: {@code RestoreProcess INPUT OUTPUT}. */
final class RestoreProcess {
    private RestoreProcess() {}

    public static void main(String[] args) throws IOException {
        Restore.all(BackupSet.read(Path.of(args[0])), Path.of(args[1])).run(new Restore.Listener() {
            @Override
            public void begins(Restore.Planned disk) {
                System.out.println("begins");
            }

            @Override
            public void wrote(Restore.Planned disk, long bytes) {
                // Nobody looks.
            }

            @Override
            public void ended(Restore.Planned disk) {
                System.out.println("ended");
            }
        });
    }
}
