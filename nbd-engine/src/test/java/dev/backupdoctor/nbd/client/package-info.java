/** Tests of the client: against a peer that follows a script, and against the servers of qemu and nbdkit. */
@NullMarked
package dev.backupdoctor.nbd.client;

import org.jspecify.annotations.NullMarked;
