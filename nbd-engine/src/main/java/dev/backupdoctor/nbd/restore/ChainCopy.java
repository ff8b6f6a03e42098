package dev.backupdoctor.nbd.restore;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import dev.backupdoctor.nbd.Pieces;
import dev.backupdoctor.nbd.client.PipelinedWriter;
import dev.backupdoctor.nbd.server.BlockSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/**
 * Copies what a source has into an empty image, piece by piece in order. Zeros are left out, those of holes and those
 * that stand in the data: an increment says zeros by data, and a restored image should not be larger for it.
 */
final class ChainCopy {
    /** Small enough for the caches of a processor; several of them are in flight. */
    private static final int PIECE_BYTES = 256 * 1024;

    private static final int CLUSTER_BYTES = 64 * 1024;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(CLUSTER_BYTES);

    private final BlockSource source;
    private final ImageWriter image;
    private final LongConsumer progress;
    private final int readers;
    private final Queue<ByteBuffer> free = new ArrayDeque<>();

    /**
     * A copy that is not begun.
     *
     * @param readers threads that read ahead, which pays where the source has to decompress; 0 reads in between
     * @param progress is told how many bytes of data were copied since it was told last
     */
    ChainCopy(BlockSource source, ImageWriter image, int readers, LongConsumer progress) {
        this.source = source;
        this.image = image;
        this.readers = readers;
        this.progress = progress;
        // As many as can be in flight, are read ahead, and are being written: one is always free when it is needed.
        for (int i = 0; i < PipelinedWriter.IN_FLIGHT + 2 * readers + 1; i++) {
            free.add(ByteBuffer.allocateDirect(PIECE_BYTES));
        }
    }

    private record Piece(long offset, ByteBuffer bytes) {}

    /** Copies all, and waits until it is written. */
    void run() throws IOException {
        List<Extent> data = source.size() == 0
                ? List.of()
                : source.extents(0, source.size()).stream()
                        .filter(extent -> extent.state() == State.DATA)
                        .toList();
        if (readers == 0) {
            copy(data);
        } else {
            ExecutorService pool = Executors.newFixedThreadPool(readers);
            try {
                copyAhead(data, pool);
            } finally {
                pool.shutdownNow();
            }
        }
        image.finish();
    }

    private void copy(List<Extent> data) throws IOException {
        var pieces = new Pieces(data.iterator(), PIECE_BYTES);
        while (pieces.hasNext()) {
            Extent piece = pieces.next();
            write(read(piece, freeBuffer()));
        }
    }

    private void copyAhead(List<Extent> data, ExecutorService pool) throws IOException {
        var pieces = new Pieces(data.iterator(), PIECE_BYTES);
        Queue<Future<Piece>> ahead = new ArrayDeque<>();
        while (pieces.hasNext() || !ahead.isEmpty()) {
            while (pieces.hasNext() && ahead.size() < 2 * readers) {
                Extent piece = pieces.next();
                ByteBuffer buffer = freeBuffer();
                ahead.add(pool.submit(() -> read(piece, buffer)));
            }
            write(result(ahead.remove()));
        }
    }

    private static Piece result(Future<Piece> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Piece read(Extent piece, ByteBuffer buffer) throws IOException {
        buffer.clear().limit((int) piece.length());
        source.read(piece.offset(), buffer);
        return new Piece(piece.offset(), buffer.flip());
    }

    private ByteBuffer freeBuffer() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
        return free.remove();
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("the restore was interrupted");
    }

    /** Writes the clusters of a piece that hold anything but zeros, neighbours together. */
    private void write(Piece piece) throws IOException {
        List<ByteBuffer> runs = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        int length = piece.bytes().limit();
        int start = -1;
        for (int at = 0; at < length; at = nextCluster(piece, at)) {
            boolean zero = isZero(piece.bytes(), at, Math.min(nextCluster(piece, at), length));
            if (zero && start >= 0) {
                offsets.add(piece.offset() + start);
                runs.add(piece.bytes().slice(start, at - start));
                start = -1;
            } else if (!zero && start < 0) {
                start = at;
            }
        }
        if (start >= 0) {
            offsets.add(piece.offset() + start);
            runs.add(piece.bytes().slice(start, length - start));
        }
        // Answers come in any order: the buffer is free when the last of them has come.
        var unanswered = new AtomicInteger(runs.size());
        for (int run = 0; run < runs.size(); run++) {
            image.write(offsets.get(run), runs.get(run), () -> {
                if (unanswered.decrementAndGet() == 0) {
                    free.add(piece.bytes());
                }
            });
        }
        if (runs.isEmpty()) {
            free.add(piece.bytes());
        }
        progress.accept(length);
    }

    private static int nextCluster(Piece piece, int at) {
        return at + CLUSTER_BYTES - (int) ((piece.offset() + at) % CLUSTER_BYTES);
    }

    private static boolean isZero(ByteBuffer bytes, int start, int end) {
        return bytes.slice(start, end - start).mismatch(ZEROS.slice(0, end - start)) < 0;
    }
}
