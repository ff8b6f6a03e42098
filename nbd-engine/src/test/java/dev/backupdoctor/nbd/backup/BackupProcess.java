package dev.backupdoctor.nbd.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** One backup in a Java of its own, so that it can be killed. */
final class BackupProcess {
    private BackupProcess() {}

    /** Arguments: URI, domain, level, target, level of compression or 0. Ends with 1 when the backup fails. */
    public static void main(String[] arguments) {
        int compression = Integer.parseInt(arguments[4]);
        var saving = new BackupRequest.Saving(
                false, compression == 0 ? OptionalInt.empty() : OptionalInt.of(compression), OptionalInt.empty());
        var log = new RecordedLog();
        try {
            Backup.run(
                    BackupRequest.of(arguments[0], arguments[1], Level.valueOf(arguments[2]), Path.of(arguments[3]))
                            .with(saving),
                    log);
        } catch (IOException e) {
            System.out.println(log.text());
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }
}
