package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.Pieces;
import dev.backupdoctor.nbd.client.Transmission.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/**
 * Reads extents with several requests in flight and gives each to its place when it comes, in whatever order.
 *
 * <p>Buffers are made once and used again. One that the place keeps, say for a compressor, comes back when it is
 * released; while all are kept, the reader waits. After a failure the export is of no more use.
 */
public final class PipelinedReader {
    /** Bytes of one read. Larger ones miss the processor's caches, smaller ones cost more system calls. */
    public static final int CHUNK_BYTES = 256 * 1024;

    /** Reads in flight; qemu works on at most 16 of one connection. */
    public static final int IN_FLIGHT = 8;

    private static final int POLL_MILLIS = 50;

    private final Export export;
    private final int chunkBytes;
    private final int inFlight;
    /** The last used first: it is in the cache still. */
    private final BlockingDeque<ByteBuffer> free;

    /** A reader for places that release what they get at once. */
    public PipelinedReader(Export export) {
        this(export, CHUNK_BYTES, IN_FLIGHT, 0);
    }

    /**
     * A reader.
     *
     * @param chunkBytes of one read at most, 1 or more
     * @param inFlight reads at once, 1 or more
     * @param kept chunks that the place may keep beyond those in flight before the reader has to wait
     */
    public PipelinedReader(Export export, int chunkBytes, int inFlight, int kept) {
        this.export = export;
        this.chunkBytes = Math.min(chunkBytes, export.blockSizes().maximum());
        this.inFlight = inFlight;
        this.free = new LinkedBlockingDeque<>();
        for (int i = 0; i < inFlight + kept; i++) {
            free.add(ByteBuffer.allocateDirect(this.chunkBytes));
        }
    }

    /** Where what was read goes. */
    public interface Placement {
        /**
         * Bytes that were read.
         *
         * @param chunk must be released, by any thread, now or later
         */
        void data(Chunk chunk) throws IOException;

        /**
         * Bytes that the server knows to be zero.
         *
         * @param offset first byte
         * @param length bytes, at most one chunk
         */
        void hole(long offset, long length) throws IOException;
    }

    /** Bytes of an export in a buffer that is lent out. */
    public final class Chunk {
        private final long offset;
        private final ByteBuffer bytes;
        private Optional<ByteBuffer> lent;

        private Chunk(long offset, ByteBuffer bytes, ByteBuffer whole) {
            this.offset = offset;
            this.bytes = bytes;
            this.lent = Optional.of(whole);
        }

        /** First byte, as the export counts. */
        public long offset() {
            return offset;
        }

        /** The bytes, from position to limit, in a direct buffer. */
        public ByteBuffer bytes() {
            return bytes;
        }

        /** Gives the buffer back; what {@link #bytes} gave must not be used any more. A second time does nothing. */
        public synchronized void release() {
            lent.ifPresent(free::addFirst);
            lent = Optional.empty();
        }
    }

    /**
     * Reads extents, whatever their state is.
     *
     * @param extents ranges within the export
     */
    public void read(Iterable<Extent> extents, Placement placement) throws IOException {
        var pieces = new Pieces(extents.iterator(), chunkBytes);
        try {
            while (pieces.hasNext() || export.transmission().inFlight() > 0) {
                while (pieces.hasNext() && export.transmission().inFlight() < inFlight) {
                    Optional<ByteBuffer> buffer = buffer();
                    if (buffer.isEmpty()) {
                        break;
                    }
                    Extent piece = pieces.next();
                    ByteBuffer into = buffer.get().clear().limit(Math.toIntExact(piece.length()));
                    export.transmission().send(new ReadRequest(piece.offset(), into));
                }
                place(export.transmission().next(), placement);
            }
        } catch (IOException | RuntimeException e) {
            // Answers are still on their way, into buffers that nobody waits for.
            export.abort();
            throw e;
        }
    }

    /** A free buffer; empty when there is none and answers can be waited for instead. */
    private Optional<ByteBuffer> buffer() throws NbdException {
        if (export.transmission().inFlight() > 0) {
            return Optional.ofNullable(free.poll());
        }
        try {
            ByteBuffer buffer = free.poll();
            while (buffer == null) {
                buffer = free.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (buffer == null && export.wire().isDead()) {
                    throw new NbdException("reading of " + export.uri() + " was aborted");
                }
            }
            return Optional.of(buffer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NbdException("reading of " + export.uri() + " was interrupted", e);
        }
    }

    private void place(Answer answer, Placement placement) throws IOException {
        if (answer.failure().isPresent()) {
            throw export.failure(answer);
        }
        if (!(answer.request() instanceof ReadRequest read)) {
            throw new IllegalStateException("a " + answer.request().describe() + " among pipelined reads");
        }
        if (read.isHole()) {
            free.addFirst(read.buffer());
            placement.hole(read.offset(), read.length());
        } else {
            placement.data(new Chunk(read.offset(), read.buffer().duplicate(), read.buffer()));
        }
    }
}
