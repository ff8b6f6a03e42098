package dev.backupdoctor.nbd.stream;

import dev.backupdoctor.nbd.stream.StreamException.Fault;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import net.jpountz.xxhash.StreamingXXHash32;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * Decodes one LZ4 frame and checks all its sums: of the head, of each block, of the content, whichever it carries.
 *
 * <p>Blocks may be linked or independent, stored or compressed, of any of the four sizes. Not for several threads.
 */
public final class Lz4FrameReader {
    private static final int HISTORY = 64 << 10;
    private static final LZ4SafeDecompressor INDEPENDENT =
            LZ4Factory.fastestInstance().safeDecompressor();
    private static final XXHash32 HASH = XXHashFactory.fastestInstance().hash32();

    /** Takes content in order. */
    public interface Sink {
        /** Takes some bytes; they are overwritten afterwards. */
        void accept(byte[] bytes, int offset, int length);
    }

    private final InputStream in;
    private final long offset;
    private final boolean linked;
    private final boolean blockSums;
    private final boolean contentSum;
    private final int blockLimit;
    private final OptionalLong content;
    private final byte[] block;

    /**
     * Reads the head of a frame.
     *
     * @param in stands at the magic number, and is left after the frame once it was decoded
     * @param offset where that is in the file; all faults of the frame are placed there
     */
    public Lz4FrameReader(InputStream in, long offset) throws IOException {
        this.in = in;
        this.offset = offset;
        byte[] head = bytes(7);
        int flags = head[4] & 0xff;
        if (Lz4Frames.getInt(head, 0) != Lz4Frames.MAGIC || flags >>> 6 != 1) {
            throw bad("no LZ4 frame begins where one has to");
        }
        if ((flags & 0x03) != 0 || (head[5] & 0x8f) != 0 || (head[5] & 0x70) < 0x40) {
            throw bad("the LZ4 frame has a head that is not understood");
        }
        this.linked = (flags & 0x20) == 0;
        this.blockSums = (flags & 0x10) != 0;
        this.contentSum = (flags & 0x04) != 0;
        this.blockLimit = 1 << (8 + 2 * (head[5] >>> 4));
        this.content = readSize(head, (flags & 0x08) != 0);
        this.block = new byte[blockLimit];
    }

    private OptionalLong readSize(byte[] head, boolean sized) throws IOException {
        byte[] descriptor = new byte[sized ? 10 : 2];
        System.arraycopy(head, 4, descriptor, 0, sized ? 3 : 2);
        byte check = head[6];
        if (sized) {
            byte[] rest = bytes(8);
            System.arraycopy(rest, 0, descriptor, 3, 7);
            check = rest[7];
        }
        if (Lz4Frames.headCheck(descriptor, 0, descriptor.length) != check) {
            throw bad("the head of the LZ4 frame does not fit its check byte");
        }
        return sized
                ? OptionalLong.of(
                        (Lz4Frames.getInt(descriptor, 2) & 0xffff_ffffL) | (long) Lz4Frames.getInt(descriptor, 6) << 32)
                : OptionalLong.empty();
    }

    /** What the frame says it decodes to, in bytes; empty when it says nothing. */
    public OptionalLong contentBytes() {
        return content;
    }

    /**
     * Decodes all content into an array, from {@code at} on.
     *
     * @param contentBytes what the frame must decode to
     */
    public void readInto(byte[] into, int at, int contentBytes) throws IOException {
        checkStated(contentBytes);
        int out = at;
        int limit = at + contentBytes;
        while (true) {
            int end = readBlock(into, linked ? at : out, out, limit);
            if (end < 0) {
                break;
            }
            out = end;
        }
        checkEnd(out - at, contentBytes);
        if (contentSum) {
            checkContent(HASH.hash(into, at, contentBytes, 0));
        }
    }

    /**
     * Decodes the content piece by piece, in memory that does not grow with it, and gives the pieces away.
     *
     * @param contentBytes what the frame must decode to
     */
    public void readAll(long contentBytes, Sink sink) throws IOException {
        checkStated(contentBytes);
        byte[] window = new byte[HISTORY + blockLimit];
        int kept = 0;
        long done = 0;
        try (StreamingXXHash32 sum = XXHashFactory.fastestInstance().newStreamingHash32(0)) {
            while (true) {
                int end = readBlock(window, linked ? 0 : kept, kept, kept + blockLimit);
                if (end < 0) {
                    break;
                }
                sum.update(window, kept, end - kept);
                sink.accept(window, kept, end - kept);
                done += end - kept;
                int keep = Math.min(end, HISTORY);
                System.arraycopy(window, end - keep, window, 0, keep);
                kept = keep;
            }
            checkEnd(done, contentBytes);
            if (contentSum) {
                checkContent(sum.getValue());
            }
        }
    }

    /** Decodes the next block, and gives the first byte after its content; -1 at the end mark. */
    private int readBlock(byte[] into, int history, int at, int limit) throws IOException {
        int head = Lz4Frames.getInt(bytes(4), 0);
        if (head == 0) {
            return -1;
        }
        int size = head & ~Lz4Frames.STORED;
        if (size > blockLimit) {
            throw bad("a block of the LZ4 frame has " + size + " bytes, at most " + blockLimit + " fit");
        }
        if (in.readNBytes(block, 0, size) < size) {
            throw cut();
        }
        if (blockSums && Lz4Frames.getInt(bytes(4), 0) != HASH.hash(block, 0, size, 0)) {
            throw bad("a block of the LZ4 frame does not fit its sum");
        }
        int end = decode(head < 0, size, into, history, at, Math.min(limit, at + blockLimit));
        if (end < 0) {
            throw bad("a block of the LZ4 frame cannot be decoded");
        }
        return end;
    }

    private int decode(boolean stored, int size, byte[] into, int history, int at, int limit) {
        if (stored) {
            if (size > limit - at) {
                return -1;
            }
            System.arraycopy(block, 0, into, at, size);
            return at + size;
        }
        if (linked) {
            return Lz4Blocks.decode(block, size, into, history, at, limit);
        }
        try {
            return at + INDEPENDENT.decompress(block, 0, size, into, at, limit - at);
        } catch (LZ4Exception e) {
            return -1;
        }
    }

    private void checkStated(long contentBytes) throws StreamException {
        if (content.orElse(contentBytes) != contentBytes) {
            throw bad("the LZ4 frame says that it holds " + content.getAsLong() + " bytes, not " + contentBytes);
        }
    }

    private void checkEnd(long decoded, long contentBytes) throws StreamException {
        if (decoded != contentBytes) {
            throw bad("the LZ4 frame decodes to " + decoded + " bytes, not " + contentBytes);
        }
    }

    private void checkContent(int sum) throws IOException {
        if (Lz4Frames.getInt(bytes(4), 0) != sum) {
            throw bad("the content of the LZ4 frame does not fit its sum");
        }
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw cut();
        }
        return bytes;
    }

    private StreamException cut() {
        return new StreamException(
                Fault.BAD_LZ4, offset, "the LZ4 frame ends early", new EOFException("no more bytes in the frame"));
    }

    private StreamException bad(String reason) {
        return new StreamException(Fault.BAD_LZ4, offset, reason);
    }
}
