/**
 * The way back: from a chain of data files to an image, to a device, or to the proof that both hold the same.
 *
 * <p>{@link dev.backupdoctor.nbd.restore.Restore} restores the disks of a set, each by
 * {@link dev.backupdoctor.nbd.restore.DiskRestore}: it writes beside the target, verifies every byte of the chain
 * meanwhile, and gives the image its name only when both have ended well. {@link dev.backupdoctor.nbd.restore.Compare}
 * holds a chain against an image, {@link dev.backupdoctor.nbd.restore.ChainMap} serves one without restoring it.
 */
@NullMarked
package dev.backupdoctor.nbd.restore;

import org.jspecify.annotations.NullMarked;
