package dev.backupdoctor.nbd.backup;

import java.util.Locale;

/** How much of a disk is saved. */
public enum Level {
    /** The whole disk, and nothing can follow: no checkpoint is made. */
    COPY,
    /** The whole disk, with the first checkpoint of a chain. */
    FULL,
    /** What was written since the last checkpoint, with a new checkpoint. */
    INC,
    /** What was written since the last checkpoint, without a new one. */
    DIFF,
    /** Full into an empty directory, else incremental. */
    AUTO;

    /** As on a command line and in the names of logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it saves what was written since a checkpoint. */
    public boolean isIncremental() {
        return this == INC || this == DIFF;
    }
}
