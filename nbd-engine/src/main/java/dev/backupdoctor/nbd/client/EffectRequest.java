package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.NbdException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A request whose answer is only yes or no: write, zeros, trim, flush.
 *
 * @param answered is run when the payload is free again
 */
record EffectRequest(
        Command command, int flags, long offset, long length, Optional<ByteBuffer> payload, Runnable answered)
        implements Request {

    static EffectRequest withoutPayload(Command command, int flags, long offset, long length) {
        return new EffectRequest(command, flags, offset, length, Optional.empty(), () -> {});
    }

    @Override
    public void simpleSuccess(Wire wire) {
        // Nothing follows the header.
    }

    @Override
    public void chunk(ChunkType type, int length, Wire wire) throws NbdException {
        throw wire.violation("data in answer to a " + command.verb());
    }

    @Override
    public void finish(Wire wire) {
        // The last chunk said yes; there is nothing else to wait for.
    }
}
