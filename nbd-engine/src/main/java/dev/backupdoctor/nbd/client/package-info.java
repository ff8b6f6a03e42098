/**
 * An NBD client: from a URI to the extents and the bytes of an export.
 *
 * <p>{@link dev.backupdoctor.nbd.client.NbdUri} says where an export is, {@link dev.backupdoctor.nbd.client.Export}
 * connects to it. The handshake has one class per phase: {@code Greeting}, {@code Options} (one question, one answer),
 * {@code Negotiation} (which questions, in which order). After it, {@link dev.backupdoctor.nbd.client.BlockStatus} asks
 * what the bytes are, {@link dev.backupdoctor.nbd.client.PipelinedReader} and
 * {@link dev.backupdoctor.nbd.client.PipelinedWriter} keep several requests in flight.
 *
 * <p>Format: the NBD protocol, <i>fixed newstyle</i> with structured replies where offered. Numbers are big-endian. A
 * peer that breaks the protocol ends the connection, and a connection that ended stays so: every later call says why.
 */
@NullMarked
package dev.backupdoctor.nbd.client;

import org.jspecify.annotations.NullMarked;
