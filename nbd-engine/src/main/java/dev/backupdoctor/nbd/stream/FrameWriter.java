package dev.backupdoctor.nbd.stream;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import dev.backupdoctor.nbd.stream.Frame.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Adler32;

/**
 * Writes a data file from its first byte to its last. The frames are known from the start; payload comes in pieces, in
 * order, already compressed where it is to be.
 *
 * <p>A compressed data frame shorter than {@link Trailer#CHUNKED_FROM} is one LZ4 frame. A longer one is a row of them,
 * cut at multiples of {@link #ROW_BYTES} of the disk.
 */
public final class FrameWriter {
    /** Content of one LZ4 frame of a row: what a reader has to decode to get at any of it. */
    public static final long ROW_BYTES = 8L << 20;

    private static final byte[] TERM = {'\r', '\n'};

    private final BufferedOutput out;
    private final Meta meta;
    private final List<Extent> frames;
    private final Trailer trailer = new Trailer();
    private final List<Integer> row = new ArrayList<>();
    private int frame;
    /** Next byte of the disk in the data frame that is being written. */
    private long at;
    /** End of the LZ4 frame that is being written, as a byte of the disk. */
    private long lz4End;

    private long lz4Start;

    /**
     * Writes the meta frame.
     *
     * @param frames as {@link State#DATA} or {@link State#ZERO}, in order
     */
    public FrameWriter(WritableByteChannel channel, Meta meta, List<Extent> frames) throws IOException {
        this.out = new BufferedOutput(channel);
        this.meta = meta;
        this.frames = List.copyOf(frames);
        byte[] json = MetaJson.bytes(meta);
        out.write(new Frame(Kind.META, 0, json.length).bytes());
        out.write(json);
        out.write(TERM);
        skipZeros();
    }

    /** Whether a piece for this byte of the disk is what comes next. */
    public boolean isNext(long offset) {
        return frame < frames.size() && at == offset;
    }

    /** Where the piece that begins at a byte of the disk has to end at the latest. */
    public static long mostEnd(long offset) {
        return offset - offset % ROW_BYTES + ROW_BYTES;
    }

    /** Writes bytes of the disk as they are. */
    public void write(ByteBuffer bytes) throws IOException {
        long end = at + bytes.remaining();
        out.write(bytes);
        advance(end);
    }

    /**
     * Writes bytes of the disk that were compressed.
     *
     * @param blocks as {@link Lz4Frames#blocks} made them of so many bytes
     */
    public void writeCompressed(long plainBytes, ByteBuffer blocks) throws IOException {
        if (at == lz4End) {
            beginLz4();
        }
        out.write(blocks);
        if (at + plainBytes == lz4End) {
            out.write(Lz4Frames.tail());
            row.add(Math.toIntExact(out.position() - lz4Start));
        }
        advance(at + plainBytes);
    }

    private void beginLz4() throws IOException {
        Extent extent = frames.get(frame);
        lz4End = extent.length() < Trailer.CHUNKED_FROM ? extent.end() : Math.min(extent.end(), mostEnd(at));
        lz4Start = out.position();
        out.write(Lz4Frames.head(lz4End - at));
    }

    private void advance(long end) throws IOException {
        Extent extent = frames.get(frame);
        if (end > extent.end()) {
            throw new IllegalStateException("a piece ends at " + end + ", its frame at " + extent.end());
        }
        at = end;
        if (at < extent.end()) {
            return;
        }
        out.write(TERM);
        if (meta.isCompressed()) {
            addToTrailer(extent);
        }
        frame++;
        skipZeros();
    }

    private void addToTrailer(Extent extent) {
        if (extent.length() < Trailer.CHUNKED_FROM) {
            trailer.add(row.get(0));
        } else {
            trailer.addRow(row.stream().mapToInt(Integer::intValue).toArray());
        }
        row.clear();
    }

    /** Writes the zero frames that come next, and the head of the data frame after them. */
    private void skipZeros() throws IOException {
        while (frame < frames.size() && frames.get(frame).state() == State.ZERO) {
            Extent zero = frames.get(frame++);
            out.write(new Frame(Kind.ZERO, zero.offset(), zero.length()).bytes());
        }
        if (frame < frames.size()) {
            Extent data = frames.get(frame);
            out.write(new Frame(Kind.DATA, data.offset(), data.length()).bytes());
            at = data.offset();
            lz4End = at;
        }
    }

    /**
     * Writes what ends the file.
     *
     * @throws IllegalStateException when pieces are missing
     */
    public void finish() throws IOException {
        if (frame < frames.size()) {
            throw new IllegalStateException("the piece at " + at + " is missing");
        }
        out.write(Frame.stop().bytes());
        if (meta.isCompressed()) {
            byte[] json = trailer.bytes();
            out.write(json);
            out.write(TERM);
            out.write(new Frame(Kind.COMP, 0, json.length).bytes());
        }
        out.flush();
    }

    /** Bytes written so far. */
    public long position() {
        return out.position();
    }

    /** Adler-32 of all bytes, once finished. */
    public long sum() {
        return out.sum();
    }

    /** Gathers small writes, and sums. */
    private static final class BufferedOutput {
        private final WritableByteChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
        private final Adler32 sum = new Adler32();
        private long position;

        BufferedOutput(WritableByteChannel channel) {
            this.channel = channel;
        }

        void write(byte[] bytes) throws IOException {
            write(ByteBuffer.wrap(bytes));
        }

        void write(ByteBuffer bytes) throws IOException {
            position += bytes.remaining();
            if (bytes.remaining() > buffer.remaining()) {
                flush();
            }
            if (bytes.remaining() > buffer.remaining()) {
                writeThrough(bytes);
            } else {
                buffer.put(bytes);
            }
        }

        void flush() throws IOException {
            writeThrough(buffer.flip());
            buffer.clear();
        }

        private void writeThrough(ByteBuffer bytes) throws IOException {
            sum.update(bytes.duplicate());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        long position() {
            return position;
        }

        long sum() {
            return sum.getValue();
        }
    }
}
