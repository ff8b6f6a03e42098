package dev.backupdoctor.nbd.set;

import dev.backupdoctor.nbd.set.DataFileName.Level;
import dev.backupdoctor.nbd.stream.Meta;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * A finished data file of a set, of which only the head was read.
 *
 * @param meta what the file says about itself; of a raw image what can be known without: its size
 * @param raw whether the file is the image itself and no stream
 * @param bytes length of the file
 * @param modified time of the last change of the file; copying may have changed it
 * @param storedSum Adler-32 that was written beside it; empty when there is none
 */
public record DataFile(
        DataFileName name, Path path, Meta meta, boolean raw, long bytes, Instant modified, OptionalLong storedSum) {

    /** The name, without the directory. */
    public String fileName() {
        return name.fileName();
    }

    /** Whether the file holds the whole disk, whatever its name says. */
    public boolean isWhole() {
        return !meta.incremental();
    }

    /**
     * Whether the file was made while the domain was off: it leads to the checkpoint that it starts from, because none
     * could be made.
     */
    public boolean isOffline() {
        return meta.incremental()
                && meta.parentCheckpoint().filter(meta.checkpointName()::equals).isPresent();
    }

    /** Whether other files can start from the checkpoint that this one leads to. */
    public boolean leadsToCheckpoint() {
        return (name.level() == Level.FULL || name.level() == Level.INC) && !raw && !isOffline();
    }

    /** Whether a full lies under the name of an increment, because the bitmap had been lost. */
    public boolean isFallbackFull() {
        return name.level() == Level.INC && isWhole();
    }

    /**
     * Whether something beside the bytes themselves tells that they are those which were written: a sum of the file, or
     * the sums of LZ4 frames that lie one after the other without a gap. An increment has gaps, and without a sum
     * nothing tells when one of its blocks is said to lie elsewhere.
     */
    public boolean canBeProved() {
        return storedSum.isPresent() || (!raw && meta.isCompressed() && isWhole());
    }
}
