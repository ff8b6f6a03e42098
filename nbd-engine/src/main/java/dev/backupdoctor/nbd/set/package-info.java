/**
 * A backup set: the directory that one domain is backed up to, as virtnbdbackup lays it out.
 *
 * <p>{@link dev.backupdoctor.nbd.set.BackupSet} reads a directory; a {@link dev.backupdoctor.nbd.set.DataFile} holds
 * one disk at one point in time, or what changed up to it. A {@link dev.backupdoctor.nbd.set.Chain} is the row of files
 * that gives one point of one disk: from a full along the checkpoints that the files say they lead to and start from,
 * never by the time or the order of files. {@link dev.backupdoctor.nbd.set.ChainSource} reads the disk as it was then;
 * {@link dev.backupdoctor.nbd.set.Verification} reads every byte of a set.
 *
 * <p>Everything that does not fit is a {@link dev.backupdoctor.nbd.set.SetProblem} with its place.
 */
@NullMarked
package dev.backupdoctor.nbd.set;

import org.jspecify.annotations.NullMarked;
