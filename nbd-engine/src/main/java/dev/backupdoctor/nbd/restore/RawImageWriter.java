package dev.backupdoctor.nbd.restore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A raw image: bytes lie where the disk has them, and what is not written is a hole of the file. */
final class RawImageWriter implements ImageWriter {
    private final FileChannel file;

    /** Takes an empty file and gives it its size. */
    RawImageWriter(FileChannel file, long size) throws IOException {
        this.file = file;
        if (size > 0) {
            file.write(ByteBuffer.allocate(1), size - 1);
        }
    }

    @Override
    public void write(long offset, ByteBuffer from, Runnable written) throws IOException {
        long at = offset;
        while (from.hasRemaining()) {
            at += file.write(from, at);
        }
        written.run();
    }

    @Override
    public void finish() {
        // Every write waited for itself; whoever owns the file makes it durable.
    }
}
