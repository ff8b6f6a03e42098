package dev.backupdoctor.core.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** Characters as bytes of UTF-8, without a byte order mark. */
final class Transcoded extends InputStream {

    private final Reader reader;
    private final char[] chars = new char[8192];
    private byte[] bytes = new byte[0];
    private int at;
    /** 1 when the first half of a pair waits for the second. */
    private int kept;

    private boolean begun;

    Transcoded(Reader reader) {
        this.reader = reader;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at == bytes.length) {
            if (!fill()) {
                return -1;
            }
        }
        int some = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, to, offset, some);
        at += some;
        return some;
    }

    private boolean fill() throws IOException {
        int count = reader.read(chars, kept, chars.length - kept);
        int there = kept + Math.max(0, count);
        if (there == 0) {
            return false;
        }
        kept = count >= 0 && Character.isHighSurrogate(chars[there - 1]) ? 1 : 0;
        String text = new String(chars, 0, there - kept);
        chars[0] = chars[there - 1];
        bytes = (begun ? text : Encoding.withoutMark(text)).getBytes(StandardCharsets.UTF_8);
        begun |= !text.isEmpty();
        at = 0;
        return true;
    }
}
