package dev.backupdoctor.core.source;

import java.io.IOException;
import java.io.InputStream;

/** Bytes of which more were there once: after the last one comes a {@link CutException}, as at the first reading. */
public final class CutShort extends InputStream {

    private final InputStream in;
    private final String reason;

    /** @param reason that was told then */
    public CutShort(InputStream in, String reason) {
        this.in = in;
        this.reason = reason;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int got = in.read(into, offset, length);
        if (got < 0) {
            throw CutException.told(reason);
        }
        return got;
    }
}
