package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.client.OptionReply.Refusal;
import dev.backupdoctor.nbd.client.OptionReply.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The order of the options: STARTTLS, STRUCTURED_REPLY, SET_META_CONTEXT, GO. Nothing is asked ahead of an answer. */
final class Negotiation {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int EXPORT_NAME_PADDING = 124;
    private static final short INFO_BLOCK_SIZE = 3;

    private final Wire wire;
    private final Options options;
    private final Greeting greeting;

    private Negotiation(Wire wire, Greeting greeting) {
        this.wire = wire;
        this.options = new Options(wire);
        this.greeting = greeting;
    }

    /**
     * What was agreed on.
     *
     * @param contexts names by the id that replies carry
     */
    record Agreement(
            OptionReply.ExportInfo export, BlockSizes sizes, boolean structured, Map<Integer, String> contexts) {}

    /** Greets, and encrypts where the URI demands it. */
    static Negotiation begin(Wire wire) throws NbdException {
        var negotiation = new Negotiation(wire, Greeting.exchange(wire));
        if (wire.uri().tls()) {
            negotiation.encrypt();
        }
        return negotiation;
    }

    private void encrypt() throws NbdException {
        if (last(options.ask(Options.STARTTLS, NOTHING.duplicate())) instanceof Refused refused) {
            // Going on without would be the downgrade that an attacker wants.
            throw wire.die(new NbdException("no TLS with " + wire.uri() + ": " + reason(refused)
                    + "; configure certificates on the server, or use nbd:// on a network that you trust"));
        }
        wire.encrypt(TlsTransport.handshake(wire.uri(), wire.beforeEncryption()));
    }

    /**
     * Chooses the export.
     *
     * @param contexts names of all that must be there
     */
    Agreement go(List<String> contexts) throws NbdException {
        boolean structured = askForStructuredReplies();
        Map<Integer, String> ids = contexts.isEmpty() ? Map.of() : setContexts(contexts, structured);
        List<OptionReply> replies = options.ask(Options.GO, goData());
        if (last(replies) instanceof Refused refused) {
            if (refused.reason() == Refusal.UNSUPPORTED && contexts.isEmpty()) {
                return exportName(structured);
            }
            throw noExport(refused);
        }
        return agreement(replies, structured, ids);
    }

    private NbdException noExport(Refused refused) {
        return wire.die(new NbdException("no export " + quoted(wire.uri().export()) + " from " + wire.uri() + ": "
                + reason(refused) + "; nbdinfo --list shows what it has"));
    }

    private Agreement agreement(List<OptionReply> replies, boolean structured, Map<Integer, String> ids)
            throws NbdException {
        Optional<OptionReply.ExportInfo> export = Optional.empty();
        BlockSizes sizes = BlockSizes.DEFAULT;
        for (OptionReply reply : replies) {
            if (reply instanceof OptionReply.ExportInfo info) {
                export = Optional.of(info);
            } else if (reply instanceof OptionReply.BlockSizeInfo info) {
                sizes = info.sizes();
            }
        }
        return new Agreement(export.orElseThrow(() -> wire.violation("no size of the export")), sizes, structured, ids);
    }

    /** What an export is, without choosing it. */
    Agreement info() throws NbdException {
        List<OptionReply> replies = options.ask(Options.INFO, goData());
        if (last(replies) instanceof Refused refused) {
            throw noExport(refused);
        }
        return agreement(replies, false, Map.of());
    }

    /** The old way in, of servers that do not know GO: a missing export is a hang-up without a word. */
    private Agreement exportName(boolean structured) throws NbdException {
        byte[] name = wire.uri().export().getBytes(StandardCharsets.UTF_8);
        options.send(Options.EXPORT_NAME, ByteBuffer.wrap(name));
        OptionReply.ExportInfo export;
        try {
            export = options.exportInfo();
        } catch (NbdException e) {
            throw new NbdException(
                    "no export " + quoted(wire.uri().export()) + " from " + wire.uri()
                            + ": the server hung up, which is how an old one says that it has none of this name",
                    e);
        }
        if (!greeting.withoutZeroes()) {
            wire.skip(EXPORT_NAME_PADDING);
        }
        return new Agreement(export, BlockSizes.DEFAULT, structured, Map.of());
    }

    private boolean askForStructuredReplies() throws NbdException {
        return last(options.ask(Options.STRUCTURED_REPLY, NOTHING.duplicate())) instanceof OptionReply.Ack;
    }

    private Map<Integer, String> setContexts(List<String> contexts, boolean structured) throws NbdException {
        if (!structured) {
            throw wire.die(new NbdException("no " + String.join(", ", contexts) + " from " + wire.uri()
                    + ": the server has no structured replies; use a newer server"));
        }
        List<OptionReply> replies = options.ask(Options.SET_META_CONTEXT, contextQuery(contexts));
        if (last(replies) instanceof Refused refused) {
            throw wire.die(new NbdException(
                    "no " + String.join(", ", contexts) + " from " + wire.uri() + ": " + reason(refused)));
        }
        Map<Integer, String> ids = new TreeMap<>();
        for (OptionReply reply : replies) {
            if (reply instanceof OptionReply.MetaContext context) {
                if (!contexts.contains(context.name())) {
                    throw wire.violation("the context " + context.name() + " that nobody asked for");
                }
                ids.put(context.id(), context.name());
            }
        }
        for (String context : contexts) {
            // The server leaves an unknown bitmap out without a word; an incremental backup would then be empty.
            if (!ids.containsValue(context)) {
                throw wire.die(new NbdException("no " + context + " from " + wire.uri()
                        + ": the server has no such context for this export; is the bitmap there? nbdinfo shows all"));
            }
        }
        return ids;
    }

    /** Names and descriptions of all exports. */
    List<OptionReply.Server> list() throws NbdException {
        List<OptionReply> replies = options.ask(Options.LIST, NOTHING.duplicate());
        if (last(replies) instanceof Refused refused) {
            throw wire.die(new NbdException("no list of exports from " + wire.uri() + ": " + reason(refused)));
        }
        return replies.stream()
                .filter(OptionReply.Server.class::isInstance)
                .map(OptionReply.Server.class::cast)
                .toList();
    }

    /** Names of all contexts of the export. */
    List<String> listContexts() throws NbdException {
        askForStructuredReplies();
        List<OptionReply> replies = options.ask(Options.LIST_META_CONTEXT, contextQuery(List.of()));
        if (last(replies) instanceof Refused refused) {
            throw wire.die(new NbdException("no list of contexts from " + wire.uri() + ": " + reason(refused)));
        }
        List<String> names = new ArrayList<>();
        for (OptionReply reply : replies) {
            if (reply instanceof OptionReply.MetaContext context) {
                names.add(context.name());
            }
        }
        return names;
    }

    /** Takes leave before an export was chosen. */
    void abort() {
        try {
            options.send(Options.ABORT, NOTHING.duplicate());
        } catch (NbdException e) {
            // The peer is gone already, which is all that was wanted.
            wire.close();
        }
    }

    private ByteBuffer goData() {
        ByteBuffer name = Options.text(wire.uri().export());
        return ByteBuffer.allocate(name.remaining() + 2 * Short.BYTES)
                .put(name)
                .putShort((short) 1)
                .putShort(INFO_BLOCK_SIZE)
                .flip();
    }

    private ByteBuffer contextQuery(List<String> contexts) {
        ByteBuffer name = Options.text(wire.uri().export());
        List<ByteBuffer> queries = contexts.stream().map(Options::text).toList();
        int bytes = queries.stream().mapToInt(ByteBuffer::remaining).sum();
        ByteBuffer data = ByteBuffer.allocate(name.remaining() + Integer.BYTES + bytes)
                .put(name)
                .putInt(queries.size());
        queries.forEach(data::put);
        return data.flip();
    }

    private static OptionReply last(List<OptionReply> replies) {
        return replies.get(replies.size() - 1);
    }

    private static String reason(Refused refused) {
        String words = refused.text().isEmpty() ? "" : " (" + refused.text() + ")";
        return refused.reason().meaning() + words;
    }

    private static String quoted(String name) {
        return "'" + name + "'";
    }
}
