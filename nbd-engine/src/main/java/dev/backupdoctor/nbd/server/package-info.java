/**
 * A read-only NBD server: makes anything that is a {@link dev.backupdoctor.nbd.server.BlockSource} readable by qemu,
 * libnbd and the kernel.
 *
 * <p>Format: the NBD protocol, fixed newstyle with structured replies and {@code base:allocation}. There is no TLS; the
 * server listens on a unix socket, or on an address that the caller chose, by default on loopback.
 */
@NullMarked
package dev.backupdoctor.nbd.server;

import org.jspecify.annotations.NullMarked;
