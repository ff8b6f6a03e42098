package dev.backupdoctor.core.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Cuts the bytes of a source into blocks of whole lines. A line that is longer than the limit comes in several blocks.
 */
final class LineBlocks {

    private final InputStream in;
    private final Reading.Limits limits;
    /** Bytes read at once. */
    private final int fillBytes;

    /** Buffers of blocks that nobody looks at any more. */
    private final Deque<byte[]> free = new ArrayDeque<>();

    private byte[] buffer = {};
    /** Offset in the source of the buffer's first byte. */
    private long base;
    /** Index after the last block. */
    private int done;

    private int filled;
    private boolean ended;
    private boolean midLine;
    private Optional<IOException> failure = Optional.empty();

    LineBlocks(InputStream in, Reading.Limits limits) {
        this.in = in;
        this.limits = limits;
        this.fillBytes = Math.min(limits.blockBytes(), limits.lineBytes());
    }

    /** The next block; empty at the end. Blocks given before are left alone. */
    Optional<Block> next() {
        moveOn();
        int from = done;
        int searched = from;
        while (true) {
            int end = Block.lastLineFeed(buffer, searched, filled) + 1;
            boolean found = end > searched;
            // Only a line that was begun before this search can be too long: a fill is never longer than a line.
            int firstEnd = found && searched > from ? Block.lineFeed(buffer, searched, filled) : from;
            if (firstEnd - from > limits.lineBytes() || (!found && filled - from > limits.lineBytes())) {
                return block(from, from + limits.lineBytes());
            } else if (found) {
                return block(from, end);
            } else if (ended) {
                // What a failed read left of a line may be cut anywhere, even in a number.
                return block(from, failure.isEmpty() ? filled : from);
            }
            searched = filled;
            fill();
        }
    }

    private Optional<Block> block(int from, int to) {
        done = to;
        if (to == from) {
            return Optional.empty();
        }
        boolean lineEnds = buffer[to - 1] == '\n' || (ended && to == filled);
        var block = new Block(buffer, base, from, to, midLine, !lineEnds);
        midLine = buffer[to - 1] != '\n';
        return Optional.of(block);
    }

    /** Takes another buffer and puts into it what is still to come and what may be looked back at. */
    private void moveOn() {
        int dropped = Math.max(0, done - Block.HISTORY);
        int kept = filled - dropped;
        byte[] target = free.isEmpty() ? new byte[Block.HISTORY + 2 * fillBytes] : free.pop();
        if (target.length < kept) {
            target = new byte[kept + fillBytes];
        }
        System.arraycopy(buffer, dropped, target, 0, kept);
        buffer = target;
        base += dropped;
        done -= dropped;
        filled = kept;
    }

    /** Says that nobody looks at a block any more. */
    void release(Block block) {
        free.push(block.bytes());
    }

    private void fill() {
        if (buffer.length - filled < fillBytes) {
            byte[] larger = new byte[Math.max(buffer.length * 2, filled + fillBytes)];
            System.arraycopy(buffer, 0, larger, 0, filled);
            buffer = larger;
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

    /** Why reading ended before the end. */
    Optional<IOException> failure() {
        return failure;
    }
}
