package dev.backupdoctor.core.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Whole lines of a source, or a part of a line that is too long for one block, with some bytes before them kept to look
 * back at. One thread searches it, then another one reads it.
 */
final class Block {

    /** Bytes before a block that can be looked back at. */
    static final int HISTORY = 64 << 10;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LINE_FEEDS = '\n' * ONES;

    private final byte[] bytes;
    private final long base;
    private final int from;
    private final int to;
    private final boolean midLine;
    private final boolean cut;
    private final LiteralSearch.Hits hits = new LiteralSearch.Hits();
    private long lineFeeds;
    /** Line feeds of the source before {@link #counted}. */
    private long lineFeedsBefore;

    private int counted;

    /**
     * A block that was not searched yet.
     *
     * @param base offset in the source of the buffer's first byte
     * @param from index of the block's first byte
     * @param to index after its last byte
     * @param midLine true when it begins within a line
     * @param cut true when it ends within a line that goes on
     */
    Block(byte[] bytes, long base, int from, int to, boolean midLine, boolean cut) {
        this.bytes = bytes;
        this.base = base;
        this.from = from;
        this.to = to;
        this.midLine = midLine;
        this.cut = cut;
        this.counted = from;
    }

    /** Finds the literals and counts the lines. */
    void search(LiteralSearch search) {
        search.search(bytes, from, to, hits);
        hits.sort();
        lineFeeds = lineFeeds(bytes, from, to);
    }

    /** Says how many line feeds stand before the block, and gives how many stand before the next one. */
    long after(long lineFeedsBefore) {
        this.lineFeedsBefore = lineFeedsBefore;
        return lineFeedsBefore + lineFeeds;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    boolean isMidLine() {
        return midLine;
    }

    boolean isCut() {
        return cut;
    }

    /** True when its last byte is a line feed. */
    boolean endsLine() {
        return bytes[to - 1] == '\n';
    }

    /** What the search found, in order. */
    LiteralSearch.Hits hits() {
        return hits;
    }

    /** Offset in the source of a byte of the buffer. */
    long offset(int index) {
        return base + index;
    }

    /** Number, from 1, of the line that holds a byte of the block; asked in rising order. */
    long lineNumber(int index) {
        if (index > counted) {
            lineFeedsBefore += lineFeeds(bytes, counted, index);
            counted = index;
        }
        return lineFeedsBefore + 1;
    }

    /** Bytes of the buffer, one per char. */
    String text(int low, int high) {
        return new String(bytes, low, high - low, StandardCharsets.ISO_8859_1);
    }

    /** Index of the first byte of the line that holds a byte, not below {@code low}. */
    int lineBegin(int index, int low) {
        return lastLineFeed(bytes, low, index) + 1;
    }

    /** Index of the line feed at or after a byte; the block's end if there is none. */
    int lineEnd(int index) {
        return lineFeed(bytes, index, to);
    }

    /** Index of the last line feed in {@code [low, high)}; {@code low - 1} if there is none. */
    static int lastLineFeed(byte[] bytes, int low, int high) {
        for (int i = high - 1; i >= low; i--) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return low - 1;
    }

    /** Index of the first line feed in {@code [low, high)}; {@code high} if there is none. */
    static int lineFeed(byte[] bytes, int low, int high) {
        for (int i = low; i < high; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return high;
    }

    /** Number of line feeds in {@code [low, high)}, eight bytes at a time. */
    static long lineFeeds(byte[] bytes, int low, int high) {
        long count = 0;
        int i = low;
        for (; i + 8 <= high; i += 8) {
            long zeroAtFeed = (long) LONGS.get(bytes, i) ^ LINE_FEEDS;
            // The high bit of each byte is set exactly when the byte is not zero.
            long others = ((zeroAtFeed & ~(ONES << 7)) + ~(ONES << 7)) | zeroAtFeed;
            count += Long.bitCount(~others & (ONES << 7));
        }
        for (; i < high; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
        }
        return count;
    }
}
