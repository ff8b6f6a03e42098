package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.set.DataFileName;
import java.util.Optional;

/**
 * The point in time that a run adds to a set.
 *
 * @param level resolved: never {@link Level#AUTO}
 * @param ident what names of files hold: the checkpoint, {@code copy}, or the second of the epoch
 * @param checkpoint what data files say they lead to
 * @param parent what they start from; none when they hold whole disks
 * @param madeCheckpoint whether libvirt makes the checkpoint; else nothing can follow
 * @param offline which increment under one checkpoint this is while the domain is off, from 1; 0 while it is on
 */
record Point(
        Level level, String ident, String checkpoint, Optional<String> parent, boolean madeCheckpoint, int offline) {

    /** The name of a disk's data file. */
    DataFileName dataFile(DiskSelection.Chosen disk) {
        String target = disk.target();
        if (disk.raw() || level == Level.COPY) {
            return DataFileName.copy(target);
        }
        if (level == Level.FULL) {
            return DataFileName.full(target);
        }
        if (level == Level.DIFF) {
            return DataFileName.diff(target, Long.parseLong(ident));
        }
        return offline > 0 ? DataFileName.offline(target, checkpoint, offline) : DataFileName.inc(target, checkpoint);
    }

    /**
     * Whether whole disks are saved although an incremental backup was asked for: the bitmaps are lost. They are
     * applied over the files before, so zeros count.
     */
    boolean isWholeOver() {
        return level.isIncremental() && parent.isEmpty();
    }

    /** Whether only what was written since the parent is saved. */
    boolean isIncremental() {
        return parent.isPresent();
    }

    /** What names of other files than data files hold; two offline increments must not share them. */
    String fileIdent() {
        return offline > 0 ? ident + ".offline." + offline : ident;
    }
}
