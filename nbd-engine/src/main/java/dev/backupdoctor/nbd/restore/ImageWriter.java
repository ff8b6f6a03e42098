package dev.backupdoctor.nbd.restore;

import java.io.IOException;
import java.nio.ByteBuffer;

/** An empty image that reads as zeros wherever nothing is written. */
interface ImageWriter {

    /**
     * Writes what remains in the buffer.
     *
     * @param written is run, by the thread that writes, when the buffer is free again
     */
    void write(long offset, ByteBuffer from, Runnable written) throws IOException;

    /** Waits until all is written. */
    void finish() throws IOException;
}
