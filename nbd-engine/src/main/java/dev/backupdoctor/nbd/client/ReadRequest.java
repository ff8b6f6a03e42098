package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.NbdException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** A read, and which of its bytes have come: pieces come in any order, and must cover all without overlap. */
final class ReadRequest implements Request {
    private static final int HOLE_PAYLOAD_BYTES = 12;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 16).asReadOnlyBuffer();

    private final long offset;
    private final int length;
    private final ByteBuffer into;

    /** Ends by starts of what has come, neighbours joined; relative to the offset. */
    private final TreeMap<Integer, Integer> covered = new TreeMap<>();

    private boolean hole;

    /**
     * Bytes from the offset on.
     *
     * @param into is filled from its position to its limit; its position stays
     */
    ReadRequest(long offset, ByteBuffer into) {
        this.offset = offset;
        this.length = into.remaining();
        this.into = into;
    }

    @Override
    public Command command() {
        return Command.READ;
    }

    @Override
    public int flags() {
        return 0;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public long length() {
        return length;
    }

    /** Whether all of it is one hole; the buffer was then left alone. */
    boolean isHole() {
        return hole;
    }

    ByteBuffer buffer() {
        return into;
    }

    @Override
    public void simpleSuccess(Wire wire) throws NbdException {
        wire.readFully(into.slice(into.position(), length));
        covered.put(0, length);
    }

    @Override
    public void chunk(ChunkType type, int bytes, Wire wire) throws NbdException {
        switch (type) {
            case OFFSET_DATA -> data(bytes, wire);
            case OFFSET_HOLE -> hole(bytes, wire);
            case NONE, BLOCK_STATUS -> throw wire.violation("a block status in answer to a read");
        }
    }

    private void data(int bytes, Wire wire) throws NbdException {
        if (bytes <= Long.BYTES || bytes - Long.BYTES > length) {
            throw wire.violation("a data chunk of " + bytes + " bytes in answer to a " + describe());
        }
        int start = cover(wire.readLong(), bytes - Long.BYTES, wire);
        wire.readFully(into.slice(into.position() + start, bytes - Long.BYTES));
    }

    private void hole(int bytes, Wire wire) throws NbdException {
        if (bytes != HOLE_PAYLOAD_BYTES) {
            throw wire.violation("a hole chunk of " + bytes + " bytes where 12 are due");
        }
        long at = wire.readLong();
        int size = wire.readInt();
        int start = cover(at, size & 0xffff_ffffL, wire);
        if (size == length) {
            hole = true;
        } else {
            fill(into.slice(into.position() + start, size));
        }
    }

    /** Notes that a piece came; where it begins, relative to the offset. */
    private int cover(long at, long size, Wire wire) throws NbdException {
        if (size == 0 || at < offset || size > length || at - offset > length - size) {
            throw wire.violation("%d bytes at offset %d in answer to a %s".formatted(size, at, describe()));
        }
        int start = (int) (at - offset);
        int end = start + (int) size;
        Map.Entry<Integer, Integer> before = covered.lowerEntry(end);
        if (before != null && before.getValue() > start) {
            throw wire.violation("the bytes at offset " + at + " twice in answer to one read");
        }
        if (before != null && before.getValue() == start) {
            start = before.getKey();
        }
        Integer joined = covered.remove(end);
        covered.put(start, joined == null ? end : joined);
        return (int) (at - offset);
    }

    @Override
    public void finish(Wire wire) throws NbdException {
        boolean all = length == 0 || Integer.valueOf(length).equals(covered.get(0));
        if (!all) {
            throw wire.violation("the end of an answer to a " + describe() + ", of which bytes are missing");
        }
    }

    /** Sets all that remains to zero. */
    static void fill(ByteBuffer buffer) {
        while (buffer.hasRemaining()) {
            buffer.put(ZEROS.slice(0, Math.min(ZEROS.capacity(), buffer.remaining())));
        }
    }
}
