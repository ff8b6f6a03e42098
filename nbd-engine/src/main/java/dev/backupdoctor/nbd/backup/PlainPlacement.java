package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.client.PipelinedReader.Chunk;
import dev.backupdoctor.nbd.client.PipelinedReader.Placement;
import dev.backupdoctor.nbd.stream.Adler;
import dev.backupdoctor.nbd.stream.RunningAdler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;
import java.util.zip.Adler32;

/** Puts payload to its place in an uncompressed data file. Zeros become holes of the file. */
final class PlainPlacement implements Placement {
    private final FileChannel file;
    private final PlainLayout layout;
    private final LongConsumer progress;
    private final RunningAdler sum = new RunningAdler();

    /** Writes everything but payload; with the stop frame at its end the file has its length. */
    PlainPlacement(FileChannel file, PlainLayout layout, LongConsumer progress) throws IOException {
        this.file = file;
        this.layout = layout;
        this.progress = progress;
        layout.forEachGap((at, bytes) -> write(at, ByteBuffer.wrap(bytes)));
    }

    @Override
    public void data(Chunk chunk) throws IOException {
        ByteBuffer bytes = chunk.bytes();
        int count = bytes.remaining();
        write(layout.placeOf(chunk.offset()), bytes);
        chunk.release();
        progress.accept(count);
    }

    @Override
    public void hole(long offset, long length) {
        sum.add(layout.placeOf(offset), length, Adler.ofZeros(length));
        progress.accept(length);
    }

    private void write(long at, ByteBuffer bytes) throws IOException {
        var part = new Adler32();
        part.update(bytes.duplicate());
        sum.add(at, bytes.remaining(), part.getValue());
        long next = at;
        while (bytes.hasRemaining()) {
            next += file.write(bytes, next);
        }
    }

    /** Adler-32 of the whole file, once all payload is there. */
    long sum() throws IOException {
        return sum.sum(file.size());
    }
}
