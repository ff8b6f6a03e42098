package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.client.Request.ChunkType;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The third phase: requests out, replies in, in whatever order they come.
 *
 * <pre>
 * request       25609513  2 flags  2 type  8 cookie  8 offset  4 length  payload of a write
 * simple reply  67446698  4 error  8 cookie  data of a read
 * chunk         668e33ef  2 flags  2 type  8 cookie  4 length  payload
 * </pre>
 */
final class Transmission {
    static final int REQUEST_MAGIC = 0x2560_9513;
    static final int SIMPLE_MAGIC = 0x6744_6698;
    static final int CHUNK_MAGIC = 0x668e_33ef;
    private static final int REQUEST_BYTES = 28;
    private static final int DONE = 1;
    private static final int ERROR_BIT = 0x8000;
    private static final int ERROR = 0x8001;
    private static final int ERROR_OFFSET = 0x8002;

    /** An error number, a text, an offset; nothing that reports an error is longer. */
    private static final int MAX_ERROR_BYTES = NbdUri.MAX_STRING_BYTES + 14;

    private final Wire wire;
    private final boolean structured;
    private final ByteBuffer header = ByteBuffer.allocateDirect(REQUEST_BYTES);
    private final Map<Long, Pending> pending = new HashMap<>();
    private long cookies;

    Transmission(Wire wire, boolean structured) {
        this.wire = wire;
        this.structured = structured;
    }

    /** A request that is on its way, and the first error that was reported for it. */
    private static final class Pending {
        private final Request request;
        private Optional<String> failure = Optional.empty();

        Pending(Request request) {
            this.request = request;
        }
    }

    /**
     * A request and how it ended.
     *
     * @param failure what the server reported; empty for a success
     */
    record Answer(Request request, Optional<String> failure) {}

    int inFlight() {
        return pending.size();
    }

    void send(Request request) throws NbdException {
        long cookie = ++cookies;
        header.clear()
                .putInt(REQUEST_MAGIC)
                .putShort((short) request.flags())
                .putShort((short) request.command().code())
                .putLong(cookie)
                .putLong(request.offset())
                .putInt((int) request.length())
                .flip();
        if (request.command() != Command.DISCONNECT) {
            pending.put(cookie, new Pending(request));
        }
        Optional<ByteBuffer> payload = request.payload();
        if (payload.isPresent()) {
            wire.write(header, payload.get());
        } else {
            wire.write(header);
        }
    }

    /** Reads until one of the requests in flight is answered. */
    Answer next() throws NbdException {
        while (true) {
            int magic = wire.readInt();
            Optional<Answer> answer = switch (magic) {
                case SIMPLE_MAGIC -> Optional.of(simple());
                case CHUNK_MAGIC -> chunk();
                default -> throw wire.violation("%08x where a reply begins".formatted(magic));
            };
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    private Answer simple() throws NbdException {
        int error = wire.readInt();
        long cookie = wire.readLong();
        Pending to = pending(cookie);
        if (structured && to.request instanceof ReadRequest) {
            throw wire.violation("a simple reply to a read, after structured replies were agreed on");
        }
        pending.remove(cookie);
        if (error != 0) {
            return new Answer(to.request, Optional.of(ServerError.of(error).describe("")));
        }
        to.request.simpleSuccess(wire);
        return new Answer(to.request, Optional.empty());
    }

    private Optional<Answer> chunk() throws NbdException {
        int flags = wire.readShort() & 0xffff;
        int type = wire.readShort() & 0xffff;
        long cookie = wire.readLong();
        int length = wire.readInt();
        if (!structured) {
            throw wire.violation("a structured reply that was not agreed on");
        }
        Pending to = pending(cookie);
        boolean done = (flags & DONE) != 0;
        if ((type & ERROR_BIT) != 0) {
            String failure = error(type, length);
            to.failure = to.failure.or(() -> Optional.of(failure));
        } else {
            payload(to.request, type, length, done);
        }
        if (!done) {
            return Optional.empty();
        }
        pending.remove(cookie);
        if (to.failure.isEmpty()) {
            to.request.finish(wire);
        }
        return Optional.of(new Answer(to.request, to.failure));
    }

    private void payload(Request request, int type, int length, boolean done) throws NbdException {
        ChunkType known = ChunkType.of(type).orElseThrow(() -> wire.violation("a chunk of the unknown type " + type));
        if (known != ChunkType.NONE) {
            request.chunk(known, length, wire);
        } else if (length != 0 || !done) {
            throw wire.violation(done ? "an empty chunk of " + length + " bytes" : "an empty chunk before the last");
        }
    }

    private String error(int type, int length) throws NbdException {
        if (length < 0 || length > MAX_ERROR_BYTES) {
            throw wire.violation("an error of " + Integer.toUnsignedString(length) + " bytes");
        }
        if (type != ERROR && type != ERROR_OFFSET) {
            wire.skip(length);
            return "an error of the unknown type %04x".formatted(type);
        }
        int fixed = Integer.BYTES + Short.BYTES + (type == ERROR_OFFSET ? Long.BYTES : 0);
        if (length < fixed) {
            throw wire.violation("an error of " + length + " bytes where " + fixed + " are due");
        }
        int code = wire.readInt();
        int textBytes = wire.readShort() & 0xffff;
        if (textBytes > length - fixed) {
            throw wire.violation("an error whose text is longer than its chunk");
        }
        String text = wire.readText(textBytes);
        String at = type == ERROR_OFFSET ? " at offset " + Long.toUnsignedString(wire.readLong()) : "";
        wire.skip(length - fixed - textBytes);
        return ServerError.of(code).describe(text) + at;
    }

    private Pending pending(long cookie) throws NbdException {
        Pending to = pending.get(cookie);
        if (to == null) {
            throw wire.violation("a reply to a request that is not in flight (cookie %016x)".formatted(cookie));
        }
        return to;
    }
}
