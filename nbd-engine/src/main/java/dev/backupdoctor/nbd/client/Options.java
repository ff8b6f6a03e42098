package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.client.OptionReply.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The second phase: one option, and its replies up to the last.
 *
 * <pre>
 * client: 49484156454f5054  4 option  4 length  data
 * server: 0003e889045565a9  4 option  4 reply type  4 length  data
 * </pre>
 */
final class Options {
    static final int EXPORT_NAME = 1;
    static final int ABORT = 2;
    static final int LIST = 3;
    static final int STARTTLS = 5;
    static final int INFO = 6;
    static final int GO = 7;
    static final int STRUCTURED_REPLY = 8;
    static final int LIST_META_CONTEXT = 9;
    static final int SET_META_CONTEXT = 10;

    static final long REPLY_MAGIC = 0x0003_e889_0455_65a9L;
    private static final int REPLY_ACK = 1;
    private static final int REPLY_SERVER = 2;
    private static final int REPLY_INFO = 3;
    private static final int REPLY_META_CONTEXT = 4;
    private static final int INFO_EXPORT = 0;
    private static final int INFO_BLOCK_SIZE = 3;

    /** Two strings of the protocol and their lengths; no reply that is known is longer. */
    private static final int MAX_REPLY_BYTES = 2 * NbdUri.MAX_STRING_BYTES + 64;

    /** More exports or contexts than any server has; bounds what a hostile one makes us keep. */
    private static final int MAX_REPLIES = 100_000;

    private final Wire wire;

    Options(Wire wire) {
        this.wire = wire;
    }

    /** Sends the option and reads its replies; the last of them is an acknowledgement or a refusal. */
    List<OptionReply> ask(int option, ByteBuffer data) throws NbdException {
        send(option, data);
        List<OptionReply> replies = new ArrayList<>();
        while (replies.size() < MAX_REPLIES) {
            OptionReply reply = reply(option);
            replies.add(reply);
            if (reply instanceof OptionReply.Ack || reply instanceof OptionReply.Refused) {
                return replies;
            }
        }
        throw wire.violation("more than " + MAX_REPLIES + " replies to option " + option);
    }

    /** Sends an option that is not answered like others. */
    void send(int option, ByteBuffer data) throws NbdException {
        ByteBuffer header = ByteBuffer.allocate(16)
                .putLong(Greeting.OPTION_MAGIC)
                .putInt(option)
                .putInt(data.remaining())
                .flip();
        wire.write(header, data);
    }

    /** Length and bytes of a text, as options carry names. */
    static ByteBuffer text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .flip();
    }

    private OptionReply reply(int option) throws NbdException {
        long magic = wire.readLong();
        if (magic != REPLY_MAGIC) {
            throw wire.violation("%016x where a reply to option %d begins".formatted(magic, option));
        }
        int echoed = wire.readInt();
        if (echoed != option) {
            throw wire.violation("a reply to option " + echoed + " where one to " + option + " is due");
        }
        int type = wire.readInt();
        int length = wire.readInt();
        if (length < 0 || length > MAX_REPLY_BYTES) {
            throw wire.violation("a reply to option " + option + " of " + Integer.toUnsignedString(length) + " bytes");
        }
        if (type < 0) {
            return new OptionReply.Refused(Refusal.of(type), wire.readText(length));
        }
        return switch (type) {
            case REPLY_ACK -> ack(length);
            case REPLY_SERVER -> server(length);
            case REPLY_INFO -> info(length);
            case REPLY_META_CONTEXT -> context(length);
            default -> throw wire.violation("a reply of the unknown type " + type + " to option " + option);
        };
    }

    private OptionReply ack(int length) throws NbdException {
        if (length != 0) {
            throw wire.violation("an acknowledgement of " + length + " bytes");
        }
        return new OptionReply.Ack();
    }

    private OptionReply server(int length) throws NbdException {
        int nameBytes = length < Integer.BYTES ? -1 : wire.readInt();
        if (nameBytes < 0 || nameBytes > length - Integer.BYTES) {
            throw wire.violation("an export whose name is longer than its reply");
        }
        String name = wire.readText(nameBytes);
        return new OptionReply.Server(name, wire.readText(length - Integer.BYTES - nameBytes));
    }

    private OptionReply info(int length) throws NbdException {
        if (length < Short.BYTES) {
            throw wire.violation("information of " + length + " bytes");
        }
        int type = wire.readShort() & 0xffff;
        switch (type) {
            case INFO_EXPORT -> {
                checkInfoLength(type, length, 12);
                return exportInfo();
            }
            case INFO_BLOCK_SIZE -> {
                checkInfoLength(type, length, 14);
                return blockSizes();
            }
            default -> {
                wire.skip(length - Short.BYTES);
                return new OptionReply.OtherInfo(type);
            }
        }
    }

    private void checkInfoLength(int type, int length, int due) throws NbdException {
        if (length != due) {
            throw wire.violation("information " + type + " of " + length + " bytes where " + due + " are due");
        }
    }

    /** Size and flags, as after GO and after EXPORT_NAME. */
    OptionReply.ExportInfo exportInfo() throws NbdException {
        long size = wire.readLong();
        if (size < 0) {
            throw wire.violation("an export size of " + Long.toUnsignedString(size) + " bytes");
        }
        return new OptionReply.ExportInfo(size, new TransmissionFlags(wire.readShort() & 0xffff));
    }

    private OptionReply blockSizes() throws NbdException {
        int minimum = wire.readInt();
        int preferred = wire.readInt();
        // 0xffffffff means "no limit"; what we send is always far below.
        int maximum = wire.readInt();
        try {
            return new OptionReply.BlockSizeInfo(
                    new BlockSizes(minimum, preferred, maximum < 0 ? Integer.MAX_VALUE : maximum));
        } catch (IllegalArgumentException e) {
            throw wire.violation("impossible block sizes (" + e.getMessage() + ")");
        }
    }

    private OptionReply context(int length) throws NbdException {
        if (length < Integer.BYTES) {
            throw wire.violation("a meta context of " + length + " bytes");
        }
        int id = wire.readInt();
        return new OptionReply.MetaContext(id, wire.readText(length - Integer.BYTES));
    }
}
