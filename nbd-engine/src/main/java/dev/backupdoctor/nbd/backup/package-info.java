/**
 * Backups: what of a domain's disks goes into a set, and in which order, so that a run that ends at any moment leaves
 * the points of the set before it as they were.
 *
 * <p>{@link dev.backupdoctor.nbd.backup.Backup} is a run. It resolves its {@link dev.backupdoctor.nbd.backup.Level} to
 * a point in time, holds that moment, saves every disk into a half-written file, and only when all are whole gives them
 * their names and records the checkpoint. A checkpoint that no set records is one that a run left behind when it broke
 * off; the next run removes it, and loses nothing by that, because its bitmaps go into those of its parent.
 *
 * <p>{@link dev.backupdoctor.nbd.backup.DiskBackup} is the data path: one disk, from an export into one data file. A
 * {@link dev.backupdoctor.nbd.backup.FramePlan} says which frames the file will have, before a byte is read.
 * Uncompressed payload goes straight to its place, in whatever order it comes; compressed payload is compressed by
 * several threads and written in order.
 */
@NullMarked
package dev.backupdoctor.nbd.backup;

import org.jspecify.annotations.NullMarked;
