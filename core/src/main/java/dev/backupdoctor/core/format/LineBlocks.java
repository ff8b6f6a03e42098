package dev.backupdoctor.core.format;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The bytes of a source in blocks of whole lines, with some bytes before the block kept to look back at. A line that is
 * longer than the limit comes in several blocks.
 */
final class LineBlocks {

    /** Bytes before a block that can be looked back at. */
    static final int HISTORY = 64 << 10;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LINE_FEEDS = '\n' * ONES;

    private final InputStream in;
    private final Reading.Limits limits;
    /** Bytes read at once. */
    private final int fillBytes;

    private byte[] buffer;
    /** Offset in the source of the buffer's first byte. */
    private long base;

    private int from;
    private int to;
    private int filled;
    private boolean ended;
    private boolean midLine;
    private Optional<IOException> failure = Optional.empty();
    /** Line feeds before {@link #counted}. */
    private long lineFeeds;

    private int counted;

    LineBlocks(InputStream in, Reading.Limits limits) {
        this.in = in;
        this.limits = limits;
        this.fillBytes = Math.min(limits.blockBytes(), limits.lineBytes());
        this.buffer = new byte[fillBytes];
    }

    /** Goes to the next block; false when there is none. */
    boolean next() {
        midLine = to > 0 && buffer[to - 1] != '\n';
        from = to;
        int searched = from;
        while (true) {
            int end = lastLineFeed(searched, filled) + 1;
            boolean found = end > searched;
            // Only a line that was begun before this search can be too long: a fill is never longer than a line.
            int firstEnd = found && searched > from ? lineFeed(searched, filled) : from;
            if (firstEnd - from > limits.lineBytes() || (!found && filled - from > limits.lineBytes())) {
                to = from + limits.lineBytes();
                return true;
            } else if (found) {
                to = end;
                return true;
            } else if (ended) {
                // What a failed read left of a line may be cut anywhere, even in a number.
                to = failure.isEmpty() ? filled : from;
                return to > from;
            }
            int back = filled - from;
            fill();
            searched = from + back;
        }
    }

    private int lastLineFeed(int low, int high) {
        for (int i = high - 1; i >= low; i--) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return low - 1;
    }

    private void fill() {
        if (buffer.length - filled < fillBytes) {
            makeRoom();
        }
        int full = filled + fillBytes;
        try {
            // Not readNBytes: when that fails, what it had read so far is lost.
            while (filled < full && !ended) {
                int count = in.read(buffer, filled, full - filled);
                ended = count < 0;
                filled += Math.max(0, count);
            }
        } catch (IOException e) {
            failure = Optional.of(e);
            ended = true;
        }
    }

    private void makeRoom() {
        countTo(from);
        int dropped = Math.max(0, from - HISTORY);
        int kept = filled - dropped;
        byte[] target =
                buffer.length - kept >= fillBytes ? buffer : new byte[Math.max(buffer.length * 2, kept + fillBytes)];
        System.arraycopy(buffer, dropped, target, 0, kept);
        buffer = target;
        base += dropped;
        from -= dropped;
        to -= dropped;
        filled = kept;
        counted -= dropped;
    }

    byte[] bytes() {
        return buffer;
    }

    /** Index of the block's first byte. */
    int from() {
        return from;
    }

    /** Index after the block's last byte. */
    int to() {
        return to;
    }

    /** True when the block begins within a line. */
    boolean isMidLine() {
        return midLine;
    }

    /** True when the block ends within a line that goes on. */
    boolean isCut() {
        return buffer[to - 1] != '\n' && !(ended && to == filled);
    }

    /** Offset in the source of a byte of the buffer. */
    long offset(int index) {
        return base + index;
    }

    /** Offset of the oldest byte that can be looked back at. */
    long oldest() {
        return base;
    }

    /** Number, from 1, of the line that holds a byte; asked in rising order from block to block. */
    long lineNumber(int index) {
        countTo(index);
        return lineFeeds + 1;
    }

    /** Lines up to the end of the last block. */
    long lines() {
        countTo(to);
        return lineFeeds + (to > 0 && buffer[to - 1] != '\n' ? 1 : 0);
    }

    /** Why reading ended before the end. */
    Optional<IOException> failure() {
        return failure;
    }

    private void countTo(int index) {
        if (index > counted) {
            lineFeeds += lineFeeds(buffer, counted, index);
            counted = index;
        }
    }

    /** Number of line feeds in {@code [from, to)}, eight bytes at a time. */
    static long lineFeeds(byte[] bytes, int from, int to) {
        long count = 0;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long zeroAtFeed = (long) LONGS.get(bytes, i) ^ LINE_FEEDS;
            // The high bit of each byte is set exactly when the byte is not zero.
            long others = ((zeroAtFeed & ~(ONES << 7)) + ~(ONES << 7)) | zeroAtFeed;
            count += Long.bitCount(~others & (ONES << 7));
        }
        for (; i < to; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
        }
        return count;
    }

    /** Bytes of the buffer, one per char. */
    String text(int low, int high) {
        return new String(buffer, low, high - low, StandardCharsets.ISO_8859_1);
    }

    /** Index of the first byte of the line that holds a byte, not below {@code low}. */
    int lineBegin(int index, int low) {
        return lastLineFeed(low, index) + 1;
    }

    /** Index of the line feed at or after a byte; the block's end if there is none. */
    int lineEnd(int index) {
        return lineFeed(index, to);
    }

    private int lineFeed(int low, int high) {
        for (int i = low; i < high; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return high;
    }
}
