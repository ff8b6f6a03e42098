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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Compresses payload in several threads and writes it in order.
 *
 * <p>A piece is held until all before it are written. That needs no limit of its own: the buffer it came in is lent
 * until then, and the reader asks for no more than it has buffers.
 */
final class OrderedPlacement implements Placement, AutoCloseable {
    private static final byte[] ZEROS = new byte[256 << 10];

    private final FrameWriter writer;
    private final Optional<Lz4Frames> lz4;
    private final LongConsumer progress;
    private final Runnable abort;
    private final ExecutorService compressors;
    /** Pieces that are ready to be written, by where they begin on the disk. */
    private final TreeMap<Long, Piece> ready = new TreeMap<>();

    private final ArrayDeque<Scratch> scratches = new ArrayDeque<>();
    private boolean writing;
    private Optional<Throwable> failure = Optional.empty();

    /**
     * A placement.
     *
     * @param abort ends the reader, which may be waiting for a buffer that will not come back
     */
    OrderedPlacement(FrameWriter writer, Optional<Lz4Frames> lz4, int threads, LongConsumer progress, Runnable abort) {
        this.abort = abort;
        this.writer = writer;
        this.lz4 = lz4;
        this.progress = progress;
        this.compressors = Executors.newFixedThreadPool(threads);
    }

    /** Memory of one piece: its content and its blocks. */
    private static final class Scratch {
        private byte[] content = new byte[0];
        private byte[] blocks = new byte[0];
        private int blockBytes;
    }

    private interface Write {
        void run() throws IOException;
    }

    /** What remains to be done with a piece, and what to do when it is done. */
    private record Piece(long length, Write write, Runnable release) {}

    @Override
    public void data(Chunk chunk) throws IOException {
        check();
        if (lz4.isEmpty()) {
            long length = chunk.bytes().remaining();
            ready(chunk.offset(), new Piece(length, () -> writer.write(chunk.bytes()), chunk::release));
            return;
        }
        compressors.execute(() -> {
            try {
                compress(chunk, lz4.get());
            } catch (IOException | RuntimeException | Error e) {
                fail(e);
            }
        });
    }

    private void compress(Chunk chunk, Lz4Frames frames) throws IOException {
        int bytes = chunk.bytes().remaining();
        Scratch scratch = takeScratch(bytes, frames);
        chunk.bytes().get(scratch.content, 0, bytes);
        scratch.blockBytes = frames.blocks(scratch.content, 0, bytes, scratch.blocks);
        ready(
                chunk.offset(),
                new Piece(
                        bytes,
                        () -> writer.writeCompressed(scratch.content, bytes, scratch.blocks, scratch.blockBytes),
                        () -> {
                            synchronized (scratches) {
                                scratches.push(scratch);
                            }
                            chunk.release();
                        }));
    }

    private Scratch takeScratch(int bytes, Lz4Frames frames) {
        Scratch scratch;
        synchronized (scratches) {
            scratch = Optional.ofNullable(scratches.poll()).orElseGet(Scratch::new);
        }
        if (scratch.content.length < bytes) {
            scratch.content = new byte[bytes];
            scratch.blocks = new byte[frames.mostBytes(bytes)];
        }
        return scratch;
    }

    @Override
    public void hole(long offset, long length) throws IOException {
        check();
        ready(offset, new Piece(length, () -> writeZeros(length), () -> {}));
    }

    private void writeZeros(long length) throws IOException {
        byte[] blocks = new byte[lz4.isPresent() ? lz4.get().mostBytes(ZEROS.length) : 0];
        for (long left = length; left > 0; left -= ZEROS.length) {
            int bytes = (int) Math.min(left, ZEROS.length);
            if (lz4.isPresent()) {
                int blockBytes = lz4.get().blocks(ZEROS, 0, bytes, blocks);
                writer.writeCompressed(ZEROS, bytes, blocks, blockBytes);
            } else {
                writer.write(ByteBuffer.wrap(ZEROS, 0, bytes));
            }
        }
    }

    /** Hands over a piece. Whoever finds that nobody writes does so, until nothing is next. */
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

    private void fail(Throwable e) {
        synchronized (ready) {
            failure = failure.or(() -> Optional.of(e));
        }
        abort.run();
    }

    /** Throws what made a thread give up. */
    void check() throws IOException {
        Optional<Throwable> failed;
        synchronized (ready) {
            failed = failure;
        }
        if (failed.isPresent()) {
            Throwable cause = failed.get();
            if (cause instanceof IOException) {
                throw new IOException(cause.getMessage(), cause);
            }
            throw new IllegalStateException("compressing a piece failed", cause);
        }
    }

    /** Waits until everything that was handed over is written. */
    void finish() throws IOException {
        compressors.shutdown();
        try {
            while (!compressors.awaitTermination(1, TimeUnit.SECONDS)) {
                check();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("writing was interrupted", e);
        }
        check();
        writer.finish();
    }

    @Override
    public void close() {
        compressors.shutdownNow();
    }
}
