/**
 * Disk images over the network block device protocol: which bytes of an export hold data, are zero or have changed, and
 * how they get into a backup set and back out of it.
 *
 * <p>An {@link dev.backupdoctor.nbd.Extent} is a run of bytes with one state; a chunk is at most one read or write of
 * the protocol. This is a library of its own: it knows no finding and no rule, and uses no other module.
 *
 * <pre>{@code
 * var request = BackupRequest.of("qemu:///system", "web", Level.AUTO, Path.of("/backup/web"));
 * Backup.run(request, BackupLog.SILENT);
 *
 * BackupSet set = BackupSet.read(request.target());
 * if (Verification.of(set, 2, bytes -> {}).isBroken()) {
 *     throw new IOException(request.target() + " is damaged: " + set.problems());
 * }
 * try (ChainSource disk = ChainSource.open(Chain.latest(set, "vda"))) {
 *     disk.read(0, bootSector);
 * }
 * }</pre>
 */
@NullMarked
package dev.backupdoctor.nbd;

import org.jspecify.annotations.NullMarked;
