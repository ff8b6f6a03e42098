/** Tests of the server: byte by byte, and with the clients of qemu and libnbd. */
@NullMarked
package dev.backupdoctor.nbd.server;

import org.jspecify.annotations.NullMarked;
