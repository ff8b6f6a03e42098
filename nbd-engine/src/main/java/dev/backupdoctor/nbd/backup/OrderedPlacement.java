package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.client.PipelinedReader.Chunk;
import dev.backupdoctor.nbd.client.PipelinedReader.Placement;
import dev.backupdoctor.nbd.stream.FrameWriter;
import dev.backupdoctor.nbd.stream.Lz4Frames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Compresses payload in the threads that read it, and writes it in order.
 *
 * <p>A piece is held until all before it are written. That needs no limit of its own: the buffer it came in is lent
 * until then, and a reader asks for no more than it has buffers.
 */
final class OrderedPlacement implements Placement {
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(256 << 10).asReadOnlyBuffer();

    private final FrameWriter writer;
    private final Optional<Lz4Frames> lz4;
    private final LongConsumer progress;
    /** Pieces that are ready to be written, by where they begin on the disk. */
    private final TreeMap<Long, Piece> ready = new TreeMap<>();

    /** Memory for blocks, the last used first: it is in the cache still. */
    private final ArrayDeque<ByteBuffer> scratches = new ArrayDeque<>();

    private boolean writing;

    OrderedPlacement(FrameWriter writer, Optional<Lz4Frames> lz4, LongConsumer progress) {
        this.writer = writer;
        this.lz4 = lz4;
        this.progress = progress;
    }

    private interface Write {
        void run() throws IOException;
    }

    /** What remains to be done with a piece, and what to do when it is done. */
    private record Piece(long length, Write write, Runnable release) {}

    @Override
    public void data(Chunk chunk) throws IOException {
        int length = chunk.bytes().remaining();
        if (lz4.isEmpty()) {
            ready(chunk.offset(), new Piece(length, () -> writer.write(chunk.bytes()), chunk::release));
            return;
        }
        ByteBuffer blocks = takeScratch(lz4.get().mostBytes(length));
        lz4.get().blocks(chunk.bytes(), blocks);
        ready(chunk.offset(), new Piece(length, () -> writer.writeCompressed(length, blocks), () -> {
            giveBack(blocks);
            chunk.release();
        }));
    }

    private ByteBuffer takeScratch(int bytes) {
        synchronized (scratches) {
            ByteBuffer scratch = scratches.poll();
            return scratch != null && scratch.capacity() >= bytes ? scratch : ByteBuffer.allocateDirect(bytes);
        }
    }

    private void giveBack(ByteBuffer scratch) {
        synchronized (scratches) {
            scratches.push(scratch);
        }
    }

    @Override
    public void hole(long offset, long length) throws IOException {
        ready(offset, new Piece(length, () -> writeZeros(length), () -> {}));
    }

    private void writeZeros(long length) throws IOException {
        for (long left = length; left > 0; left -= ZEROS.capacity()) {
            ByteBuffer zeros = ZEROS.slice(0, (int) Math.min(left, ZEROS.capacity()));
            if (lz4.isPresent()) {
                ByteBuffer blocks = takeScratch(lz4.get().mostBytes(ZEROS.capacity()));
                lz4.get().blocks(zeros, blocks);
                writer.writeCompressed(zeros.remaining(), blocks);
                giveBack(blocks);
            } else {
                writer.write(zeros);
            }
        }
    }

    /** Hands over a piece. Who finds that nobody writes does so, until nothing is next. */
    private void ready(long offset, Piece piece) throws IOException {
        synchronized (ready) {
            ready.put(offset, piece);
            if (writing) {
                return;
            }
            writing = true;
        }
        Optional<Piece> next = takeNext();
        while (next.isPresent()) {
            next.get().write.run();
            next.get().release.run();
            progress.accept(next.get().length);
            next = takeNext();
        }
    }

    private Optional<Piece> takeNext() {
        synchronized (ready) {
            writing = !ready.isEmpty() && writer.isNext(ready.firstKey());
            return writing ? Optional.of(ready.pollFirstEntry().getValue()) : Optional.empty();
        }
    }
}
