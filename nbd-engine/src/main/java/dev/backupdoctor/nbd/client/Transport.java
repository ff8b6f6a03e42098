package dev.backupdoctor.nbd.client;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A byte stream in both directions, plain or encrypted.
 *
 * <p>One thread reads and writes; any thread may close, which ends a call that waits.
 */
interface Transport extends Closeable {

    /**
     * Waits for bytes and reads those that are there.
     *
     * @return how many, at least 1; -1 at the end of the stream
     */
    int read(ByteBuffer into) throws IOException;

    /** Writes all that remains in the buffers, in order. */
    void write(ByteBuffer... from) throws IOException;
}
