package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.NbdException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * A transport within another, encrypted by TLS 1.2 or later.
 *
 * <p>The server's certificate must carry the name that was connected to; behind a unix socket that is
 * {@code localhost}, where the URI names none.
 */
final class TlsTransport implements Transport {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Transport outer;
    private final SSLEngine engine;

    /** Encrypted bytes that came in and are not decrypted yet; ready to be read. */
    private final ByteBuffer encrypted;

    /** Decrypted bytes that nobody took yet; ready to be read. */
    private final ByteBuffer plain;

    /** Encrypted bytes on their way out; ready to be filled. */
    private final ByteBuffer outgoing;

    private TlsTransport(Transport outer, SSLEngine engine) {
        this.outer = outer;
        this.engine = engine;
        int packet = engine.getSession().getPacketBufferSize();
        encrypted = ByteBuffer.allocateDirect(packet).limit(0);
        outgoing = ByteBuffer.allocateDirect(packet);
        plain = ByteBuffer.allocateDirect(engine.getSession().getApplicationBufferSize())
                .limit(0);
    }

    /** Encrypts a connection whose server has agreed to it. */
    static TlsTransport handshake(NbdUri uri, Transport outer) throws NbdException {
        String host = uri.tlsHostname().orElse(uri.address() instanceof NbdUri.Tcp tcp ? tcp.host() : "localhost");
        SSLEngine engine = TlsCertificates.context(uri.tlsCertificates()).createSSLEngine(host, NbdUri.DEFAULT_PORT);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        var transport = new TlsTransport(outer, engine);
        try {
            engine.beginHandshake();
            transport.shakeHands();
            return transport;
        } catch (IOException e) {
            throw new NbdException(
                    "no TLS with " + uri + ": " + e.getMessage()
                            + "; do the certificates of both sides come from one authority, and is " + host
                            + " the name in the server's?",
                    e);
        }
    }

    private void shakeHands() throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_WRAP -> wrap(NOTHING);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!unwrap()) {
                        throw new EOFException("the server hung up during the TLS handshake");
                    }
                }
                case NEED_TASK -> runTasks();
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        while (!plain.hasRemaining()) {
            if (!unwrap()) {
                return -1;
            }
            // A key update or a renegotiation within the stream wants an answer before anything else.
            if (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
                shakeHands();
            }
        }
        int count = Math.min(plain.remaining(), into.remaining());
        into.put(plain.slice(plain.position(), count));
        plain.position(plain.position() + count);
        return count;
    }

    @Override
    public void write(ByteBuffer... from) throws IOException {
        for (ByteBuffer buffer : from) {
            while (buffer.hasRemaining()) {
                wrap(buffer);
            }
        }
    }

    /** Decrypts one packet into {@link #plain}; false at the end of the stream. */
    private boolean unwrap() throws IOException {
        while (true) {
            plain.compact();
            SSLEngineResult result;
            try {
                result = engine.unwrap(encrypted, plain);
            } finally {
                plain.flip();
            }
            switch (result.getStatus()) {
                case OK -> {
                    return true;
                }
                case CLOSED -> {
                    return false;
                }
                case BUFFER_UNDERFLOW -> {
                    encrypted.compact();
                    int count = outer.read(encrypted);
                    encrypted.flip();
                    if (count < 0) {
                        // Without close_notify an attacker could cut the stream: the caller must not take it for an
                        // end.
                        throw new EOFException("the server hung up within TLS");
                    }
                }
                case BUFFER_OVERFLOW -> throw new SSLException("a TLS packet is larger than its session allows");
            }
        }
    }

    private void wrap(ByteBuffer from) throws IOException {
        outgoing.clear();
        SSLEngineResult result = engine.wrap(from, outgoing);
        if (result.getStatus() == SSLEngineResult.Status.CLOSED && result.bytesProduced() == 0) {
            throw new SSLException("TLS is closed");
        }
        outgoing.flip();
        if (outgoing.hasRemaining()) {
            outer.write(outgoing);
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /** Says that nothing follows, then closes. */
    void closeNotify() throws IOException {
        engine.closeOutbound();
        while (!engine.isOutboundDone()) {
            outgoing.clear();
            SSLEngineResult result = engine.wrap(NOTHING, outgoing);
            outgoing.flip();
            if (outgoing.hasRemaining()) {
                outer.write(outgoing);
            }
            if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        outer.close();
    }
}
