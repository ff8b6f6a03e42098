package dev.backupdoctor.core.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Copies text with its secrets masked. Lengths and line ends stay, so that places in the copy are those of the text.
 */
public final class MaskedCopy {

    private static final int READ_BYTES = 64 << 10;
    /** A line that is longer is masked piece by piece. */
    private static final int LONG_LINE = 1 << 20;
    /** What two pieces have in common: a secret that begins in it is seen whole. */
    private static final int OVERLAP = 16 << 10;

    private final InputStream in;
    private final OutputStream out;
    private final StringBuilder pending = new StringBuilder();

    private MaskedCopy(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Copies to the end, or to where reading fails: every good byte before it is written, and the failure is thrown.
     */
    public static void copy(InputStream in, OutputStream out) throws IOException {
        new MaskedCopy(in, out).copy();
    }

    private void copy() throws IOException {
        byte[] buffer = new byte[READ_BYTES];
        try {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                pending.append(new String(buffer, 0, got, StandardCharsets.ISO_8859_1));
                int lines = pending.lastIndexOf("\n") + 1;
                if (lines > 0) {
                    write(lines);
                } else if (pending.length() > LONG_LINE) {
                    write(pending.length() - OVERLAP);
                }
            }
        } finally {
            write(pending.length());
        }
    }

    private void write(int length) throws IOException {
        String masked = Secrets.masked(pending.toString());
        out.write(masked.substring(0, length).getBytes(StandardCharsets.ISO_8859_1));
        pending.setLength(0);
        pending.append(masked, length, masked.length());
    }
}
