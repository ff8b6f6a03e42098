package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.stream.Meta;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A data file that is whole and on the disk.
 *
 * @param bytes length of the file
 * @param frames data and zero frames; 0 for a raw image
 * @param sum Adler-32, which lies beside it; empty for a raw image
 */
public record SavedFile(Path path, Meta meta, long bytes, int frames, OptionalLong sum) {}
