package dev.backupdoctor.nbd.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The server's side of the fixed newstyle handshake: everything that a client may ask before it chooses an export.
 *
 * <p>Format: the NBD protocol, chapters "Fixed newstyle negotiation" and "Option types".
 */
final class ServerHandshake {
    static final String ALLOCATION = "base:allocation";
    static final int ALLOCATION_ID = 0;

    private static final long MAGIC = 0x4e42_444d_4147_4943L;
    private static final long OPTION_MAGIC = 0x4948_4156_454f_5054L;
    private static final long REPLY_MAGIC = 0x0003_e889_0455_65a9L;
    private static final int FIXED_NEWSTYLE = 1;
    private static final int NO_ZEROES = 2;
    private static final int MAX_OPTION_BYTES = 1 << 16;

    private static final int ACK = 1;
    private static final int SERVER = 2;
    private static final int INFO = 3;
    private static final int META_CONTEXT = 4;
    private static final int ERR_UNSUP = 0x8000_0001;
    private static final int ERR_INVALID = 0x8000_0003;
    private static final int ERR_UNKNOWN = 0x8000_0006;
    private static final int ERR_TOO_BIG = 0x8000_0009;

    private static final int HAS_FLAGS = 1;
    private static final int READ_ONLY = 1 << 1;
    private static final int SEND_FLUSH = 1 << 2;
    private static final int SEND_DF = 1 << 7;
    private static final int CAN_MULTI_CONN = 1 << 8;
    private static final int SEND_CACHE = 1 << 10;

    private final Peer peer;
    private final Map<String, BlockSource> exports;
    private boolean zeroes = true;
    private boolean structured;
    private String statusExport = "";
    private boolean status;

    ServerHandshake(Peer peer, Map<String, BlockSource> exports) {
        this.peer = peer;
        this.exports = exports;
    }

    /**
     * What the client wants.
     *
     * @param structured whether replies are chunks
     * @param status whether it may ask for {@code base:allocation}
     */
    record Chosen(BlockSource source, boolean structured, boolean status) {}

    /** Answers options until one chooses an export; empty when the client took leave instead. */
    Optional<Chosen> run() throws IOException {
        peer.write(ByteBuffer.allocate(18)
                .putLong(MAGIC)
                .putLong(OPTION_MAGIC)
                .putShort((short) (FIXED_NEWSTYLE | NO_ZEROES))
                .flip());
        int flags = peer.await(Integer.BYTES).getInt();
        if ((flags & ~(FIXED_NEWSTYLE | NO_ZEROES)) != 0) {
            throw new IOException("the client wants flags that were not offered");
        }
        zeroes = (flags & NO_ZEROES) == 0;
        while (true) {
            ByteBuffer header = peer.await(16);
            if (header.getLong() != OPTION_MAGIC) {
                throw new IOException("the client sent no option");
            }
            int option = header.getInt();
            int length = header.getInt();
            if (length < 0 || length > MAX_OPTION_BYTES) {
                peer.skip(length & 0xffff_ffffL);
                reply(option, ERR_TOO_BIG);
                continue;
            }
            ByteBuffer data = ByteBuffer.wrap(peer.readBytes(length));
            switch (option) {
                case 1 -> {
                    return exportName(text(data, length));
                }
                case 2 -> {
                    reply(option, ACK);
                    return Optional.empty();
                }
                case 3 -> list(option, data);
                case 6 -> info(option, data);
                case 7 -> {
                    Optional<Chosen> chosen = info(option, data);
                    if (chosen.isPresent()) {
                        return chosen;
                    }
                }
                case 8 -> structuredReplies(option, data);
                case 9, 10 -> contexts(option, data);
                default -> reply(option, ERR_UNSUP);
            }
        }
    }

    private Optional<Chosen> exportName(String name) throws IOException {
        // The only refusal that this option knows is to hang up.
        BlockSource source = find(name).orElseThrow(() -> new IOException("the client wants another export"));
        ByteBuffer answer = ByteBuffer.allocate(10 + (zeroes ? 124 : 0));
        answer.putLong(source.size()).putShort(flags());
        peer.write(answer.position(answer.capacity()).flip());
        return Optional.of(chosen(name, source));
    }

    private void list(int option, ByteBuffer data) throws IOException {
        if (data.hasRemaining()) {
            reply(option, ERR_INVALID);
            return;
        }
        for (String name : new TreeSet<>(exports.keySet())) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            reply(
                    option,
                    SERVER,
                    ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes));
        }
        reply(option, ACK);
    }

    private Optional<Chosen> info(int option, ByteBuffer data) throws IOException {
        Optional<String> name = string(data);
        if (name.isEmpty()
                || data.remaining() < Short.BYTES
                || data.remaining() != 2 + 2 * (data.getShort() & 0xffff)) {
            reply(option, ERR_INVALID);
            return Optional.empty();
        }
        Optional<BlockSource> source = find(name.get());
        if (source.isEmpty()) {
            reply(option, ERR_UNKNOWN);
            return Optional.empty();
        }
        reply(
                option,
                INFO,
                ByteBuffer.allocate(12)
                        .putShort((short) 0)
                        .putLong(source.get().size())
                        .putShort(flags()));
        reply(
                option,
                INFO,
                ByteBuffer.allocate(14)
                        .putShort((short) 3)
                        .putInt(1)
                        .putInt(ServerTransmission.PREFERRED_BYTES)
                        .putInt(ServerTransmission.MAX_READ_BYTES));
        reply(option, ACK);
        return Optional.of(chosen(name.get(), source.get()));
    }

    private void structuredReplies(int option, ByteBuffer data) throws IOException {
        if (data.hasRemaining() || structured) {
            reply(option, ERR_INVALID);
            return;
        }
        structured = true;
        reply(option, ACK);
    }

    private void contexts(int option, ByteBuffer data) throws IOException {
        boolean set = option == 10;
        status = false;
        Optional<String> name = string(data);
        if (name.isEmpty() || data.remaining() < Integer.BYTES || (set && !structured)) {
            reply(option, ERR_INVALID);
            return;
        }
        if (find(name.get()).isEmpty()) {
            reply(option, ERR_UNKNOWN);
            return;
        }
        int queries = data.getInt();
        boolean wanted = !set && queries == 0;
        for (int i = 0; i < queries; i++) {
            Optional<String> query = string(data);
            if (query.isEmpty()) {
                reply(option, ERR_INVALID);
                return;
            }
            wanted |= query.get().equals(ALLOCATION) || (!set && query.get().equals("base:"));
        }
        if (wanted) {
            byte[] bytes = ALLOCATION.getBytes(StandardCharsets.UTF_8);
            reply(
                    option,
                    META_CONTEXT,
                    ByteBuffer.allocate(4 + bytes.length).putInt(ALLOCATION_ID).put(bytes));
            status = set;
            statusExport = set ? name.get() : statusExport;
        }
        reply(option, ACK);
    }

    private Chosen chosen(String name, BlockSource source) {
        return new Chosen(source, structured, structured && status && statusExport.equals(name));
    }

    private Optional<BlockSource> find(String name) {
        if (name.isEmpty() && exports.size() == 1) {
            return exports.values().stream().findFirst();
        }
        return Optional.ofNullable(exports.get(name));
    }

    private short flags() {
        List<Integer> all =
                List.of(HAS_FLAGS, READ_ONLY, SEND_FLUSH, CAN_MULTI_CONN, SEND_CACHE, structured ? SEND_DF : 0);
        return (short) all.stream().mapToInt(Integer::intValue).sum();
    }

    private static Optional<String> string(ByteBuffer data) {
        if (data.remaining() < Integer.BYTES) {
            return Optional.empty();
        }
        int length = data.getInt();
        return length < 0 || length > data.remaining() ? Optional.empty() : Optional.of(text(data, length));
    }

    private static String text(ByteBuffer data, int length) {
        byte[] bytes = new byte[length];
        data.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void reply(int option, int type) throws IOException {
        reply(option, type, ByteBuffer.allocate(0));
    }

    /** Sends a reply whose data is all of the buffer, whatever its position is. */
    private void reply(int option, int type, ByteBuffer data) throws IOException {
        data.clear();
        peer.write(
                ByteBuffer.allocate(20)
                        .putLong(REPLY_MAGIC)
                        .putInt(option)
                        .putInt(type)
                        .putInt(data.remaining())
                        .flip(),
                data);
    }
}
