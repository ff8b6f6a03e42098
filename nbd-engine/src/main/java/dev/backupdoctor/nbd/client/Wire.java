package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.NbdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;

/**
 * Numbers, texts and payloads over a transport. What it throws is final: the first failure closes the transport, and
 * every later call fails with the same reason.
 */
final class Wire implements AutoCloseable {
    /**
     * Bytes read ahead of what was asked for. A header of a data chunk and its offset are 28 bytes, so that one system
     * call gets them; a few more do no harm, they are copied to where they belong.
     */
    private static final int AHEAD_BYTES = 512;

    private final NbdUri uri;
    private volatile Transport transport;
    private final ByteBuffer ahead = ByteBuffer.allocateDirect(AHEAD_BYTES).limit(0);
    private volatile String dead = "";

    Wire(NbdUri uri, Transport transport) {
        this.uri = uri;
        this.transport = transport;
    }

    /** Where the peer is, for messages. */
    NbdUri uri() {
        return uri;
    }

    Transport transport() {
        return transport;
    }

    /**
     * The transport, which is about to be encrypted.
     *
     * @throws NbdException when the peer sent bytes ahead of the encryption: they could come from anybody
     */
    Transport beforeEncryption() throws NbdException {
        if (ahead.hasRemaining()) {
            throw violation("bytes that were sent before the encryption began");
        }
        return transport;
    }

    /** Goes on with another transport, which is the old one encrypted. */
    void encrypt(Transport encrypted) {
        transport = encrypted;
    }

    int readInt() throws NbdException {
        want(Integer.BYTES);
        return ahead.getInt();
    }

    long readLong() throws NbdException {
        want(Long.BYTES);
        return ahead.getLong();
    }

    short readShort() throws NbdException {
        want(Short.BYTES);
        return ahead.getShort();
    }

    /** Text of so many bytes; what is not UTF-8 in it is replaced. */
    String readText(int bytes) throws NbdException {
        byte[] text = new byte[bytes];
        readFully(ByteBuffer.wrap(text));
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Fills the buffer to its limit. */
    void readFully(ByteBuffer into) throws NbdException {
        takeAhead(into);
        while (into.hasRemaining()) {
            // A payload goes straight to its place; only what is shorter than the read-ahead goes through it.
            if (into.remaining() >= AHEAD_BYTES) {
                receive(into);
            } else {
                want(1);
                takeAhead(into);
            }
        }
    }

    /** Reads and forgets. */
    void skip(long bytes) throws NbdException {
        long left = bytes;
        while (left > 0) {
            want(1);
            int step = (int) Math.min(left, ahead.remaining());
            ahead.position(ahead.position() + step);
            left -= step;
        }
    }

    void write(ByteBuffer... from) throws NbdException {
        checkAlive();
        try {
            transport.write(from);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    /** What a peer did against the protocol; the connection is over. */
    NbdException violation(String what) {
        return die(new NbdException(
                "protocol error of " + uri + ": the server sent " + what + "; the connection was closed"));
    }

    /** Ends the connection for a reason that the caller throws. */
    NbdException die(NbdException reason) {
        if (dead.isEmpty()) {
            dead = String.valueOf(reason.getMessage());
        }
        closeQuietly();
        return reason;
    }

    boolean isDead() {
        return !dead.isEmpty();
    }

    private void want(int bytes) throws NbdException {
        if (ahead.remaining() >= bytes) {
            return;
        }
        ahead.compact();
        try {
            while (ahead.position() < bytes) {
                receive(ahead);
            }
        } finally {
            ahead.flip();
        }
    }

    private void takeAhead(ByteBuffer into) {
        int step = Math.min(ahead.remaining(), into.remaining());
        if (step > 0) {
            into.put(ahead.slice(ahead.position(), step));
            ahead.position(ahead.position() + step);
        }
    }

    private void receive(ByteBuffer into) throws NbdException {
        checkAlive();
        int count;
        try {
            count = transport.read(into);
        } catch (IOException e) {
            throw lost(e);
        }
        if (count < 0) {
            throw die(new NbdException("connection to " + uri
                    + " lost: the server hung up; look into its log, and whether its machine or domain still runs"));
        }
    }

    private NbdException lost(IOException e) {
        // Whoever closed it knows why: the deadline of a handshake, or an interrupt.
        String why = e instanceof ClosedChannelException ? "it was closed on our side" : e.getMessage();
        return die(new NbdException("connection to " + uri + " lost: " + why, e));
    }

    private void checkAlive() throws NbdException {
        if (!dead.isEmpty()) {
            throw new NbdException("connection to " + uri + " is closed since an earlier failure: " + dead);
        }
    }

    /** Closes without a word to the peer; may be called by any thread. */
    @Override
    public void close() {
        if (dead.isEmpty()) {
            dead = "closed";
        }
        closeQuietly();
    }

    private void closeQuietly() {
        try {
            transport.close();
        } catch (IOException e) {
            // Nothing can be done about it, and what led here is reported already.
            System.getLogger(Wire.class.getName()).log(System.Logger.Level.DEBUG, "close of " + uri + " failed", e);
        }
    }
}
