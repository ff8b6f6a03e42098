package dev.backupdoctor.nbd.restore;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Pieces;
import dev.backupdoctor.nbd.client.PipelinedWriter;
import dev.backupdoctor.nbd.set.ChainSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/**
 * Copies what a chain has into an empty image. Zeros are left out, those of holes and those that stand in the data: an
 * increment says zeros by data, and a restored image should not be larger for it.
 */
final class ChainCopy implements ChainSource.DataVisitor {
    /** Small enough for the caches of a processor; several of them are in flight. */
    private static final int PIECE_BYTES = 256 * 1024;

    private static final int CLUSTER_BYTES = 64 * 1024;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(CLUSTER_BYTES);

    private final ChainSource source;
    private final ImageWriter image;
    private final LongConsumer progress;
    private final Queue<ByteBuffer> free = new ArrayDeque<>();

    /** Decoded bytes that are not a whole piece yet, from the start of the buffer to its position. */
    private ByteBuffer gathered;

    private long gatheredAt;

    /** @param progress is told how many bytes of data were copied since it was told last */
    ChainCopy(ChainSource source, ImageWriter image, LongConsumer progress) {
        this.source = source;
        this.image = image;
        this.progress = progress;
        // As many as can be in flight, and one that is being filled: one is always free when it is needed.
        for (int i = 0; i < PipelinedWriter.IN_FLIGHT + 1; i++) {
            free.add(ByteBuffer.allocateDirect(PIECE_BYTES));
        }
        this.gathered = ByteBuffer.allocateDirect(PIECE_BYTES);
    }

    /** Copies all, and waits until it is written. */
    void run() throws IOException {
        source.forEachData(this);
        writeGathered();
        image.finish();
    }

    @Override
    public void stored(Extent data) throws IOException {
        var pieces = new Pieces(List.of(data).iterator(), PIECE_BYTES);
        while (pieces.hasNext()) {
            Extent piece = pieces.next();
            ByteBuffer buffer = freeBuffer().limit((int) piece.length());
            source.read(piece.offset(), buffer);
            write(piece.offset(), buffer.flip());
        }
    }

    @Override
    public void decoded(long offset, byte[] bytes, int from, int length) throws IOException {
        int done = 0;
        while (done < length) {
            long at = offset + done;
            if (at != gatheredAt + gathered.position() || !gathered.hasRemaining()) {
                writeGathered();
                gatheredAt = at;
                // Up to the next multiple, so that clusters stay whole.
                gathered.limit((int) (PIECE_BYTES - at % PIECE_BYTES));
            }
            int step = Math.min(length - done, gathered.remaining());
            gathered.put(bytes, from + done, step);
            done += step;
        }
    }

    private void writeGathered() throws IOException {
        if (gathered.position() > 0) {
            write(gatheredAt, gathered.flip());
            gathered = freeBuffer();
        }
    }

    private ByteBuffer freeBuffer() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the restore was interrupted");
        }
        return free.remove().clear();
    }

    /** Writes the clusters of a piece that hold anything but zeros, neighbours together. */
    private void write(long offset, ByteBuffer bytes) throws IOException {
        List<ByteBuffer> runs = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        int length = bytes.limit();
        int start = -1;
        for (int at = 0; at < length; at = nextCluster(offset, at)) {
            boolean zero = isZero(bytes, at, Math.min(nextCluster(offset, at), length));
            if (zero && start >= 0) {
                offsets.add(offset + start);
                runs.add(bytes.slice(start, at - start));
                start = -1;
            } else if (!zero && start < 0) {
                start = at;
            }
        }
        if (start >= 0) {
            offsets.add(offset + start);
            runs.add(bytes.slice(start, length - start));
        }
        // Answers come in any order: the buffer is free when the last of them has come.
        var unanswered = new AtomicInteger(runs.size());
        for (int run = 0; run < runs.size(); run++) {
            image.write(offsets.get(run), runs.get(run), () -> {
                if (unanswered.decrementAndGet() == 0) {
                    free.add(bytes);
                }
            });
        }
        if (runs.isEmpty()) {
            free.add(bytes);
        }
        progress.accept(length);
    }

    private static int nextCluster(long offset, int at) {
        return at + CLUSTER_BYTES - (int) ((offset + at) % CLUSTER_BYTES);
    }

    private static boolean isZero(ByteBuffer bytes, int start, int end) {
        return bytes.slice(start, end - start).mismatch(ZEROS.slice(0, end - start)) < 0;
    }
}
