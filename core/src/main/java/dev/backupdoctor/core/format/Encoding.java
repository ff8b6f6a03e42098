package dev.backupdoctor.core.format;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text in 16-bit units, as some systems write it: read as if it were UTF-8. */
public enum Encoding {
    LITTLE(StandardCharsets.UTF_16LE),
    BIG(StandardCharsets.UTF_16BE);

    /** Bytes by which the encoding is told. */
    static final int SAMPLE_BYTES = 4096;

    private final Charset charset;

    Encoding(Charset charset) {
        this.charset = charset;
    }

    /** The encoding of a text by its first bytes; empty for UTF-8 and everything else. */
    public static Optional<Encoding> of(byte[] head) {
        int length = Math.min(head.length, SAMPLE_BYTES);
        if (length >= 2 && (head[0] & 0xff) == 0xff && (head[1] & 0xff) == 0xfe) {
            return Optional.of(LITTLE);
        } else if (length >= 2 && (head[0] & 0xff) == 0xfe && (head[1] & 0xff) == 0xff) {
            return Optional.of(BIG);
        }
        int[] zeros = new int[2];
        for (int i = 0; i < length; i++) {
            zeros[i % 2] += head[i] == 0 ? 1 : 0;
        }
        // Latin text has a zero in nearly every other byte; a hole of zeros has them everywhere.
        int many = length * 3 / 10;
        if (length < 16 || (zeros[0] > many) == (zeros[1] > many)) {
            return Optional.empty();
        }
        return Optional.of(zeros[1] > many ? LITTLE : BIG);
    }

    byte[] utf8(byte[] text) {
        return withoutMark(new String(text, charset)).getBytes(StandardCharsets.UTF_8);
    }

    static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** The same text as UTF-8. */
    public InputStream utf8(InputStream in) {
        return new Transcoded(new InputStreamReader(in, charset));
    }
}
