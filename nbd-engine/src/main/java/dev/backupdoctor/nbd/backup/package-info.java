/**
 * The data path of a backup: one disk, from an export into one data file of a set.
 *
 * <p>A {@link dev.backupdoctor.nbd.backup.FramePlan} says which frames the file will have, before a byte is read.
 * {@link dev.backupdoctor.nbd.backup.DiskBackup} reads and writes: uncompressed payload goes straight to its place, in
 * whatever order it comes; compressed payload is compressed by several threads and written in order. The file has
 * another name until it is whole and on the disk.
 */
@NullMarked
package dev.backupdoctor.nbd.backup;

import org.jspecify.annotations.NullMarked;
