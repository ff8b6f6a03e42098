package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.checkmk.event.CheckmkEvent.Refusal;
import dev.backupdoctor.core.value.RawName;
import java.util.Map;
import java.util.Optional;

/**
 * What mkbackup says before it begins a run, on one line of standard error. Nothing else is left behind: the state file
 * of the job stays as it was.
 *
 * <pre>
 * Failed to get the exclusive backup lock. Another backup/restore seems to be running.
 * The backup target path is configured to be a mountpoint, but nothing is mounted: /mnt/nas
 * This backup job does not exist.
 * </pre>
 */
final class Refusals {

    private static final Map<String, Refusal> BEGINS = Map.ofEntries(
            Map.entry("Failed to get the exclusive backup lock", Refusal.LOCKED),
            Map.entry("Another backup or restore is already running", Refusal.LOCKED),
            Map.entry(
                    "The backup target path is configured to be a mountpoint, but nothing is mounted",
                    Refusal.NOT_MOUNTED),
            Map.entry("This backup job does not exist", Refusal.JOB_UNKNOWN),
            Map.entry("The backup target \"", Refusal.TARGET_UNKNOWN),
            Map.entry("Local target path does not exist or is not a directory: ", Refusal.TARGET_PATH),
            Map.entry("You have to provide a canonical path: ", Refusal.TARGET_PATH),
            Map.entry("You can only use mountpoints below the ", Refusal.TARGET_PATH),
            Map.entry("Failed to open lock file \"", Refusal.LOCK_FILE),
            Map.entry("mkbackup is not configured yet", Refusal.NOT_CONFIGURED),
            Map.entry("Failed to load the configured backup key", Refusal.KEY_MISSING),
            Map.entry("/etc/cma/backup.conf has wrong permissions", Refusal.CONFIG_PERMISSIONS));

    private Refusals() {}

    /** The reason, if the line is such a refusal. */
    static Optional<Refusal> of(String line) {
        return BEGINS.entrySet().stream()
                .filter(e -> line.startsWith(e.getKey()))
                .filter(e -> e.getValue() != Refusal.TARGET_UNKNOWN || line.endsWith("\" does not exist."))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The path that it is about: since 2.2 at the end of the line, that of a lock file in quotes. */
    static Optional<RawName> path(String line) {
        int from = line.indexOf("\"/");
        int to = from < 0 ? -1 : line.indexOf('"', from + 1);
        if (to > 0) {
            return Optional.of(new RawName(line.substring(from + 1, to)));
        }
        int colon = line.indexOf(": /");
        return colon < 0 ? Optional.empty() : Optional.of(new RawName(line.substring(colon + 2)));
    }
}
