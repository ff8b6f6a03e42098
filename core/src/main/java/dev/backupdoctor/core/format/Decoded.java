package dev.backupdoctor.core.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of a source, as UTF-8 where they were text in 16-bit units.
 *
 * @param encoding of the source, empty when its bytes are given as they are
 */
record Decoded(InputStream bytes, Optional<Encoding> encoding) {

    /** Looks at the first bytes. A failure on the way comes when all bytes before it were read. */
    static Decoded of(InputStream in) {
        byte[] sample = new byte[Encoding.SAMPLE_BYTES];
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
        InputStream all = new Resumed(head, in, failure);
        Optional<Encoding> encoding = Encoding.of(head);
        return new Decoded(encoding.map(e -> e.utf8(all)).orElse(all), encoding);
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
