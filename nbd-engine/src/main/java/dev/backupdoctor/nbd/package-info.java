/**
 * Disk images over the network block device protocol: which bytes of an export hold data, are zero or have changed, and
 * how they get into a backup set and back out of it.
 *
 * <p>An {@link dev.backupdoctor.nbd.Extent} is a run of bytes with one state; a chunk is at most one read or write of
 * the protocol. This is a library of its own: it knows no finding and no rule, and uses no other module.
 */
@NullMarked
package dev.backupdoctor.nbd;

import org.jspecify.annotations.NullMarked;
