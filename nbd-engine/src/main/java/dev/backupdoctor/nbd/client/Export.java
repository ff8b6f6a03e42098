package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.client.Transmission.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An export that we are connected to.
 *
 * <p>One thread at a time uses it; {@link #abort} may come from any. A request that the server answers with an error
 * leaves the connection as it is; whatever breaks the protocol or the socket ends it for good.
 */
public final class Export implements AutoCloseable {
    /** How long a server may take until the export is there. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Wire wire;
    private final Transmission transmission;
    private final Negotiation.Agreement agreement;

    private Export(Wire wire, Negotiation.Agreement agreement) {
        this.wire = wire;
        this.agreement = agreement;
        this.transmission = new Transmission(wire, agreement.structured());
    }

    /**
     * Connects.
     *
     * @param contexts meta contexts that are needed, see {@link BlockStatus}; one that the server lacks is an error
     */
    public static Export open(NbdUri uri, String... contexts) throws NbdException {
        return open(uri, PATIENCE, List.of(contexts));
    }

    /**
     * Connects.
     *
     * @param patience how long the server may take to connect and to agree, each
     * @param contexts as of {@link #open(NbdUri, String...)}
     */
    public static Export open(NbdUri uri, Duration patience, List<String> contexts) throws NbdException {
        return handshake(uri, patience, (wire, negotiation) -> new Export(wire, negotiation.go(contexts)));
    }

    /** What is asked of a server before it is left, or used. */
    interface Question<T> {
        T ask(Wire wire, Negotiation negotiation) throws NbdException;
    }

    /** Connects, greets and asks; a failure closes the connection. */
    static <T> T handshake(NbdUri uri, Duration patience, Question<T> question) throws NbdException {
        var wire = new Wire(uri, SocketTransport.connect(uri, patience));
        try (var deadline = new Deadline(patience, wire)) {
            try {
                return question.ask(wire, Negotiation.begin(wire));
            } catch (NbdException e) {
                wire.close();
                if (deadline.hasPassed()) {
                    throw new NbdException(
                            "cannot talk to " + uri + ": the server did not get ready within " + patience.toSeconds()
                                    + " s; does another client use it?",
                            e);
                }
                throw e;
            }
        }
    }

    /** Where it is. */
    public NbdUri uri() {
        return wire.uri();
    }

    /** Bytes in all. */
    public long size() {
        return agreement.export().size();
    }

    /** What it can do. */
    public TransmissionFlags flags() {
        return agreement.export().flags();
    }

    /** How large requests may be. */
    public BlockSizes blockSizes() {
        return agreement.sizes();
    }

    /**
     * Reads until the buffer has nothing remaining; one request after the other. {@link PipelinedReader} is faster.
     *
     * @param offset first byte; a range that is not within {@link #size()} is an error that the server reports
     */
    public void read(long offset, ByteBuffer into) throws NbdException {
        long at = offset;
        while (into.hasRemaining()) {
            int length = Math.min(into.remaining(), blockSizes().maximum());
            var request = new ReadRequest(at, into.slice(into.position(), length));
            call(request);
            if (request.isHole()) {
                ReadRequest.fill(request.buffer());
            }
            into.position(into.position() + length);
            at += length;
        }
    }

    /** Writes all that remains in the buffer; one request after the other. {@link PipelinedWriter} is faster. */
    public void write(long offset, ByteBuffer from) throws NbdException {
        long at = offset;
        while (from.hasRemaining()) {
            int length = Math.min(from.remaining(), blockSizes().maximum());
            ByteBuffer piece = from.slice(from.position(), length);
            call(new EffectRequest(Command.WRITE, 0, at, length, Optional.of(piece), () -> {}));
            from.position(from.position() + length);
            at += length;
        }
    }

    /** Waits until all that was written is durable; an export that cannot do that has nothing to flush. */
    public void flush() throws NbdException {
        if (flags().canFlush()) {
            call(EffectRequest.withoutPayload(Command.FLUSH, 0, 0, 0));
        }
    }

    /** Sends one request and waits for its answer. */
    void call(Request request) throws NbdException {
        transmission.send(request);
        Answer answer = transmission.next();
        if (answer.failure().isPresent()) {
            throw failure(answer);
        }
    }

    /** What the server reported for a request. */
    NbdException failure(Answer answer) {
        return new NbdException(answer.request().describe() + " failed on " + uri() + ": "
                + answer.failure().orElse("for no reason"));
    }

    Transmission transmission() {
        return transmission;
    }

    Wire wire() {
        return wire;
    }

    /** Names of the agreed contexts by the number that replies carry. */
    Map<Integer, String> contexts() {
        return agreement.contexts();
    }

    /** Closes without a word to the server; ends a call that another thread is in. */
    public void abort() {
        wire.close();
    }

    /** Takes leave of the server and closes. What is still in flight is lost; what must last is flushed before. */
    @Override
    public void close() {
        if (wire.isDead()) {
            return;
        }
        try {
            transmission.send(EffectRequest.withoutPayload(Command.DISCONNECT, 0, 0, 0));
            if (wire.transport() instanceof TlsTransport tls) {
                tls.closeNotify();
            }
        } catch (IOException e) {
            System.getLogger(Export.class.getName()).log(System.Logger.Level.DEBUG, "no orderly end of " + uri(), e);
        } finally {
            wire.close();
        }
    }
}
