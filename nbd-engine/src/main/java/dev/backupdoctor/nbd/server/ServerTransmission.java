package dev.backupdoctor.nbd.server;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import dev.backupdoctor.nbd.server.ServerHandshake.Chosen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/**
 * The server's side after the handshake: one request, its answer, the next request.
 *
 * <p>Holes and zeros of the source are answered as holes, so that they cost no bytes and stay holes at the client.
 */
final class ServerTransmission {
    static final int PREFERRED_BYTES = 65_536;
    static final int MAX_READ_BYTES = 32 << 20;

    private static final int REQUEST_MAGIC = 0x2560_9513;
    private static final int SIMPLE_MAGIC = 0x6744_6698;
    private static final int CHUNK_MAGIC = 0x668e_33ef;
    private static final int FLAG_DF = 4;
    private static final int FLAG_REQ_ONE = 8;
    private static final int DONE = 1;

    private static final int READ = 0;
    private static final int WRITE = 1;
    private static final int DISCONNECT = 2;
    private static final int FLUSH = 3;
    private static final int TRIM = 4;
    private static final int CACHE = 5;
    private static final int WRITE_ZEROES = 6;
    private static final int BLOCK_STATUS = 7;

    private static final int EPERM = 1;
    private static final int EIO = 5;
    private static final int EINVAL = 22;

    /** Descriptors in one answer about blocks; a client asks again for what is beyond. */
    private static final int MAX_DESCRIPTORS = 1 << 16;

    private static final int PIECE_BYTES = 1 << 20;
    private static final int STATUS_HOLE_AND_ZERO = 3;
    private static final int STATUS_ZERO = 2;

    private final Peer peer;
    private final Chosen chosen;
    private final BlockSource source;
    private final Consumer<IOException> failures;
    private final ByteBuffer header = ByteBuffer.allocateDirect(64);
    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);

    ServerTransmission(Peer peer, Chosen chosen, Consumer<IOException> failures) {
        this.peer = peer;
        this.chosen = chosen;
        this.source = chosen.source();
        this.failures = failures;
    }

    private record Request(int flags, int type, long cookie, long offset, long length) {}

    /** Answers until the client takes leave. */
    void run() throws IOException {
        while (true) {
            ByteBuffer in = peer.await(28);
            if (in.getInt() != REQUEST_MAGIC) {
                throw new IOException("the client sent no request");
            }
            var request = new Request(
                    in.getShort() & 0xffff,
                    in.getShort() & 0xffff,
                    in.getLong(),
                    in.getLong(),
                    in.getInt() & 0xffff_ffffL);
            if (request.type() == DISCONNECT) {
                return;
            }
            answer(request);
        }
    }

    private void answer(Request request) throws IOException {
        switch (request.type()) {
            case READ -> read(request);
            case BLOCK_STATUS -> status(request);
            case FLUSH, CACHE -> simple(request, 0);
            case WRITE -> {
                peer.skip(request.length());
                simple(request, EPERM);
            }
            case TRIM, WRITE_ZEROES -> simple(request, EPERM);
            default -> simple(request, EINVAL);
        }
    }

    private boolean isWithin(Request request) {
        return request.offset() >= 0
                && request.offset() <= source.size()
                && request.length() <= source.size() - request.offset();
    }

    private void read(Request request) throws IOException {
        if (!isWithin(request) || request.length() > MAX_READ_BYTES) {
            error(request, EINVAL, "the range is not within the export, or too long");
            return;
        }
        if (request.length() == 0 || !chosen.structured() || (request.flags() & FLAG_DF) != 0) {
            readWhole(request);
            return;
        }
        List<Extent> extents;
        try {
            extents = source.extents(request.offset(), request.length());
        } catch (IOException e) {
            fail(request, e);
            return;
        }
        long end = request.offset() + request.length();
        for (Extent extent : extents) {
            boolean hole = extent.state() == State.HOLE || extent.state() == State.ZERO;
            if (hole) {
                chunkHeader(request, extent.end() == end, 2, 12);
                peer.write(header.putLong(extent.offset())
                        .putInt((int) extent.length())
                        .flip());
            } else if (!data(request, extent, end)) {
                return;
            }
        }
    }

    /** Sends an extent in pieces, so that a large read needs no large buffer; false when the answer ended early. */
    private boolean data(Request request, Extent extent, long end) throws IOException {
        for (long at = extent.offset(); at < extent.end(); at += PIECE_BYTES) {
            piece.clear().limit((int) Math.min(PIECE_BYTES, extent.end() - at));
            int length = piece.limit();
            try {
                source.read(at, piece);
            } catch (IOException e) {
                fail(request, e);
                return false;
            }
            chunkHeader(request, at + length == end, 1, Long.BYTES + length);
            peer.write(header.putLong(at).flip(), piece.flip());
        }
        return true;
    }

    /** One piece of data, for clients that want it so. */
    private void readWhole(Request request) throws IOException {
        int length = (int) request.length();
        ByteBuffer whole = length <= PIECE_BYTES ? piece.clear().limit(length) : ByteBuffer.allocate(length);
        try {
            if (length > 0) {
                source.read(request.offset(), whole);
            }
        } catch (IOException e) {
            fail(request, e);
            return;
        }
        if (!chosen.structured()) {
            simpleHeader(request, 0);
            peer.write(header.flip(), whole.flip());
        } else if (length == 0) {
            chunkHeader(request, true, 0, 0);
            peer.write(header.flip());
        } else {
            chunkHeader(request, true, 1, Long.BYTES + length);
            peer.write(header.putLong(request.offset()).flip(), whole.flip());
        }
    }

    private void status(Request request) throws IOException {
        if (!chosen.status() || !isWithin(request) || request.length() == 0) {
            error(request, EINVAL, chosen.status() ? "the range is empty or not within the export" : "not negotiated");
            return;
        }
        List<Extent> extents;
        try {
            extents = source.extents(request.offset(), request.length());
        } catch (IOException e) {
            fail(request, e);
            return;
        }
        int count = (request.flags() & FLAG_REQ_ONE) != 0 ? 1 : Math.min(extents.size(), MAX_DESCRIPTORS);
        chunkHeader(request, true, 5, Integer.BYTES + 8 * count);
        header.putInt(ServerHandshake.ALLOCATION_ID);
        ByteBuffer descriptors = ByteBuffer.allocate(8 * count);
        for (Extent extent : extents.subList(0, count)) {
            descriptors.putInt((int) extent.length()).putInt(statusFlags(extent.state()));
        }
        peer.write(header.flip(), descriptors.flip());
    }

    private static int statusFlags(State state) {
        return switch (state) {
            case DATA, DIRTY -> 0;
            case ZERO -> STATUS_ZERO;
            case HOLE -> STATUS_HOLE_AND_ZERO;
        };
    }

    private void fail(Request request, IOException e) throws IOException {
        failures.accept(e);
        error(request, EIO, String.valueOf(e.getMessage()));
    }

    private void error(Request request, int code, String text) throws IOException {
        if (!chosen.structured()) {
            simple(request, code);
            return;
        }
        byte[] words = text.getBytes(StandardCharsets.UTF_8);
        // The protocol bounds a text; where it would cut a character in two the client replaces it.
        int length = Math.min(words.length, 4096);
        chunkHeader(request, true, 0x8001, 6 + length);
        peer.write(header.putInt(code).putShort((short) length).flip(), ByteBuffer.wrap(words, 0, length));
    }

    private void simple(Request request, int code) throws IOException {
        simpleHeader(request, code);
        peer.write(header.flip());
    }

    private void simpleHeader(Request request, int code) {
        header.clear().putInt(SIMPLE_MAGIC).putInt(code).putLong(request.cookie());
    }

    private void chunkHeader(Request request, boolean last, int type, int length) {
        header.clear()
                .putInt(CHUNK_MAGIC)
                .putShort((short) (last ? DONE : 0))
                .putShort((short) type)
                .putLong(request.cookie())
                .putInt(length);
    }
}
