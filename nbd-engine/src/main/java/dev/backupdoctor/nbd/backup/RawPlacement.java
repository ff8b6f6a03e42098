package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.client.PipelinedReader.Chunk;
import dev.backupdoctor.nbd.client.PipelinedReader.Placement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;

/** Puts payload to its place in a raw image. Zeros become holes of the file. */
final class RawPlacement implements Placement {
    private final FileChannel file;
    private final LongConsumer progress;

    RawPlacement(FileChannel file, long virtualSize, LongConsumer progress) throws IOException {
        this.file = file;
        this.progress = progress;
        // A byte at the end gives the file its length, whatever comes last.
        if (virtualSize > 0) {
            file.write(ByteBuffer.allocate(1), virtualSize - 1);
        }
    }

    @Override
    public void data(Chunk chunk) throws IOException {
        ByteBuffer bytes = chunk.bytes();
        int count = bytes.remaining();
        long at = chunk.offset();
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
        chunk.release();
        progress.accept(count);
    }

    @Override
    public void hole(long offset, long length) {
        progress.accept(length);
    }
}
