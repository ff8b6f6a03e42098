package dev.backupdoctor.nbd.stream;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a data file says about itself in its first frame.
 *
 * @param virtualSize bytes of the disk
 * @param dataSize sum of the lengths of the data frames, in bytes of the disk
 * @param date local time of the machine that wrote the file, ISO 8601 without a zone; empty in very old files
 * @param diskName target device, as in {@code vda}
 * @param diskFormat driver of the disk, as in {@code qcow2}
 * @param checkpointName the checkpoint that the file leads to. For a copy it is {@code virtnbdbackup.0} although there
 *     is none; for a differential backup it is the next name, which the next increment will take; for an increment of a
 *     domain that is off it is the parent's
 * @param compressionLevel the level that was asked for; empty when the payload is not compressed
 * @param parentCheckpoint the checkpoint that the file starts from; empty for a full
 * @param incremental whether the file holds what changed since the parent
 * @param streamVersion 1 or 2
 */
public record Meta(
        long virtualSize,
        long dataSize,
        String date,
        String diskName,
        String diskFormat,
        String checkpointName,
        OptionalInt compressionLevel,
        Optional<String> parentCheckpoint,
        boolean incremental,
        int streamVersion) {
    /** The newest version of the stream; the one that is written. */
    public static final int STREAM_VERSION = 2;

    /** Whether the payload is compressed. */
    public boolean isCompressed() {
        return compressionLevel.isPresent();
    }

    /** The same file with another sum of data, which is known only when the extents are. */
    public Meta withDataSize(long bytes) {
        return new Meta(
                virtualSize,
                bytes,
                date,
                diskName,
                diskFormat,
                checkpointName,
                compressionLevel,
                parentCheckpoint,
                incremental,
                streamVersion);
    }
}
