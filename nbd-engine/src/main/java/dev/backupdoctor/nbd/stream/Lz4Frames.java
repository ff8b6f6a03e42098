package dev.backupdoctor.nbd.stream;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * LZ4 frames as data files hold them: what both directions share, and the writing.
 *
 * <p>Blocks are written independent of each other, so that threads can compress them at the same time and a reader need
 * not decode those before; the original links the blocks of frames over 64 KiB, and reads both. Format: lz4 frame
 * format 1.6.
 */
public final class Lz4Frames {
    /** Bytes of content in each block but the last. */
    public static final int BLOCK_BYTES = 64 << 10;
    /** Bytes before the first block: magic, two descriptor bytes, content size, check byte. */
    public static final int HEAD_BYTES = 15;
    /** Bytes after the last block: the end mark. */
    public static final int TAIL_BYTES = 4;

    static final int MAGIC = 0x184d2204;
    /** The block is stored as it is. */
    static final int STORED = 0x8000_0000;

    private static final int FLAGS = 0x78;
    private static final int BLOCKS_OF_64_KIB = 0x40;
    /** From here on the slow compressor pays: it is what the original does with these levels. */
    private static final int FIRST_HIGH_LEVEL = 3;

    private static final int MOST_HIGH_LEVEL = 12;

    private final LZ4Compressor compressor;
    private final XXHash32 hash;

    /**
     * A compressor; may be used by several threads at once.
     *
     * @param level as the option of the original has it: up to 2 fast, from 3 to 12 slow and smaller
     */
    public Lz4Frames(int level) {
        LZ4Factory factory = LZ4Factory.fastestInstance();
        this.compressor = level < FIRST_HIGH_LEVEL
                ? factory.fastCompressor()
                : factory.highCompressor(Math.min(level, MOST_HIGH_LEVEL));
        this.hash = XXHashFactory.fastestInstance().hash32();
    }

    /** The bytes before the first block of a frame with so much content. */
    public static byte[] head(long contentBytes) {
        byte[] head = new byte[HEAD_BYTES];
        putInt(head, 0, MAGIC);
        head[4] = FLAGS;
        head[5] = BLOCKS_OF_64_KIB;
        for (int i = 0; i < 8; i++) {
            head[6 + i] = (byte) (contentBytes >>> (8 * i));
        }
        head[14] = headCheck(head, 4, 10);
        return head;
    }

    /** The bytes after the last block of a frame. */
    public static byte[] tail() {
        return new byte[TAIL_BYTES];
    }

    static byte headCheck(byte[] head, int at, int length) {
        return (byte) (XXHashFactory.fastestInstance().hash32().hash(head, at, length, 0) >>> 8);
    }

    /** The most bytes that {@link #blocks} can write for so much content. */
    public int mostBytes(int contentBytes) {
        int blocks = (contentBytes + BLOCK_BYTES - 1) / BLOCK_BYTES;
        return blocks * (8 + compressor.maxCompressedLength(BLOCK_BYTES));
    }

    /**
     * Writes content as a row of blocks, each with its sum.
     *
     * @param content from position to limit, which stay; starts on a multiple of {@link #BLOCK_BYTES} of the frame or
     *     ends a block early, which is allowed
     * @param into cleared, with room for {@link #mostBytes}; from position to limit it holds the blocks afterwards
     */
    public void blocks(ByteBuffer content, ByteBuffer into) {
        into.clear().order(ByteOrder.LITTLE_ENDIAN);
        int end = content.limit();
        for (int from = content.position(); from < end; from += BLOCK_BYTES) {
            int bytes = Math.min(BLOCK_BYTES, end - from);
            int at = into.position() + 4;
            int size = compressor.compress(content, from, bytes, into, at, into.capacity() - at);
            if (size >= bytes) {
                into.put(at, content, from, bytes);
                into.putInt(at - 4, bytes | STORED);
                size = bytes;
            } else {
                into.putInt(at - 4, size);
            }
            into.putInt(at + size, hash.hash(into, at, size, 0));
            into.position(at + size + 4);
        }
        into.flip();
    }

    static int getInt(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }

    static void putInt(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
