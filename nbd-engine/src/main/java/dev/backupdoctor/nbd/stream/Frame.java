package dev.backupdoctor.nbd.stream;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The head of one frame of a sparse stream: exactly 40 bytes of ASCII.
 *
 * <pre>
 * data 0000000000100000 0000000000010000 CR LF
 * zero 0000000000110000 00000000000f0000 CR LF
 * </pre>
 *
 * @param start first byte of the disk that the frame is about; 0 where it is about none
 * @param length bytes of the disk, never of the file; for {@code meta} and {@code comp} bytes of JSON
 */
public record Frame(Kind kind, long start, long length) {
    /** Bytes of a head. */
    public static final int BYTES = 40;

    private static final int START_AT = 5;
    private static final int LENGTH_AT = 22;
    private static final int DIGITS = 16;

    /** What follows a head. */
    public enum Kind {
        /** JSON that describes the file, then CR LF; always first. */
        META,
        /** Bytes of the disk, perhaps compressed, then CR LF. */
        DATA,
        /** Nothing; the disk reads as zeros there. */
        ZERO,
        /** Nothing; the end of the frames. */
        STOP,
        /** Nothing; the last bytes of a compressed stream, which say how long the JSON before them is. */
        COMP;

        private final String word = name().toLowerCase(Locale.ROOT);

        private boolean isAt(byte[] head) {
            return head[0] == word.charAt(0)
                    && head[1] == word.charAt(1)
                    && head[2] == word.charAt(2)
                    && head[3] == word.charAt(3);
        }
    }

    /** Checks that nothing is negative and that the end fits a {@code long}. */
    public Frame {
        if (start < 0 || length < 0 || length > Long.MAX_VALUE - start) {
            throw new IllegalArgumentException("no frame has start " + start + " and length " + length);
        }
    }

    /** The end of the frames. */
    public static Frame stop() {
        return new Frame(Kind.STOP, 0, 0);
    }

    /** The first byte of the disk after the frame. */
    public long end() {
        return start + length;
    }

    /**
     * Reads a head; empty when the 40 bytes are none. Only the exact layout counts: lower case hex digits, one space
     * between the fields, CR LF at the end.
     */
    public static Optional<Frame> parse(byte[] head) {
        if (head.length != BYTES || head[4] != ' ' || head[21] != ' ' || head[38] != '\r' || head[39] != '\n') {
            return Optional.empty();
        }
        long start = hex(head, START_AT);
        long length = hex(head, LENGTH_AT);
        if (start < 0 || length < 0 || length > Long.MAX_VALUE - start) {
            return Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            if (kind.isAt(head)) {
                return Optional.of(new Frame(kind, start, length));
            }
        }
        return Optional.empty();
    }

    /** The head as it stands in a file. */
    public byte[] bytes() {
        byte[] head = new byte[BYTES];
        head[4] = ' ';
        head[21] = ' ';
        head[38] = '\r';
        head[39] = '\n';
        System.arraycopy(kind.word.getBytes(StandardCharsets.US_ASCII), 0, head, 0, 4);
        putHex(start, head, START_AT);
        putHex(length, head, LENGTH_AT);
        return head;
    }

    private static long hex(byte[] head, int at) {
        long value = 0;
        for (int i = at; i < at + DIGITS; i++) {
            int digit = Character.digit(head[i], 16);
            if (digit < 0 || (head[i] >= 'A' && head[i] <= 'F')) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static void putHex(long value, byte[] head, int at) {
        for (int i = 0; i < DIGITS; i++) {
            head[at + i] = (byte) Character.forDigit((int) (value >>> (60 - 4 * i)) & 0xf, 16);
        }
    }
}
