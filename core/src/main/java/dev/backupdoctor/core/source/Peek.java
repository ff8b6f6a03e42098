package dev.backupdoctor.core.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** The first bytes of a stream, looked at ahead, and the whole stream still to be read. */
public final class Peek {

    private final byte[] head;
    private final InputStream all;

    private Peek(byte[] head, InputStream all) {
        this.head = head;
        this.all = all;
    }

    /** Looks at so many bytes. Never throws: a failure waits in the stream. */
    public static Peek at(InputStream in, int bytes) {
        byte[] sample = new byte[bytes];
        Optional<IOException> failure = Optional.empty();
        int length = 0;
        try {
            for (int count = 0; count >= 0 && length < sample.length; length += Math.max(0, count)) {
                count = in.read(sample, length, sample.length - length);
            }
        } catch (IOException e) {
            failure = Optional.of(e);
        }
        byte[] head = Arrays.copyOf(sample, length);
        return new Peek(head, new Resumed(head, in, failure));
    }

    /** The first bytes; fewer than asked for when the stream is shorter or fails. */
    public byte[] head() {
        return head;
    }

    /** The stream from its begin; a failure met while looking ahead comes after all bytes before it. */
    public InputStream all() {
        return all;
    }

    /**
     * What was read ahead, then the rest. Unlike a {@link java.io.SequenceInputStream} it does not close the rest at
     * its end: that may be one member of an archive which goes on.
     */
    private static final class Resumed extends InputStream {

        private final byte[] head;
        private final InputStream rest;
        private final Optional<IOException> failure;
        private int at;

        Resumed(byte[] head, InputStream rest, Optional<IOException> failure) {
            this.head = head;
            this.rest = rest;
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int ready = Math.min(length, head.length - at);
            if (ready > 0) {
                System.arraycopy(head, at, to, offset, ready);
                at += ready;
                return ready;
            } else if (failure.isPresent()) {
                throw failure.get();
            }
            return rest.read(to, offset, length);
        }
    }
}
