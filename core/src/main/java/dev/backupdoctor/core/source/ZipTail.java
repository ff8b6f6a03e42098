package dev.backupdoctor.core.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Remembers the last bytes of a zip archive that is read from front to end: whether its end record is among them is all
 * that tells a whole archive from one that was cut between two members.
 */
final class ZipTail extends FilterInputStream {

    /** The end record and a comment of usual length. */
    private static final int KEPT = 4096;

    private static final int END_RECORD = 22;

    private final byte[] last = new byte[KEPT];

    ZipTail(InputStream in) {
        super(in);
    }

    /** True when what was read ends like a zip archive. */
    boolean isEndOfZip() {
        for (int at = KEPT - END_RECORD; at >= 0; at--) {
            if (last[at] == 'P' && last[at + 1] == 'K' && last[at + 2] == 5 && last[at + 3] == 6) {
                int comment = (last[at + 20] & 0xff) | (last[at + 21] & 0xff) << 8;
                return at + END_RECORD + comment <= KEPT;
            }
        }
        return false;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int got = super.read(into, offset, length);
        int kept = Math.min(Math.max(0, got), KEPT);
        System.arraycopy(last, kept, last, 0, KEPT - kept);
        System.arraycopy(into, offset + Math.max(0, got) - kept, last, KEPT - kept, kept);
        return got;
    }
}
