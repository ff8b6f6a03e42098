package dev.backupdoctor.nbd.set;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.Adler32;

/** A file read once from start to end, with the Adler-32 of everything read. */
final class SummingInput extends InputStream {
    private final FileChannel channel;
    private final ByteBuffer buffer;
    private final Adler32 sum = new Adler32();
    /** Bytes that were given away. */
    private long position;

    SummingInput(FileChannel channel, int bufferBytes) {
        this.channel = channel;
        // Direct, so that nothing is copied on the way into the sum.
        this.buffer = ByteBuffer.allocateDirect(bufferBytes).limit(0);
    }

    long position() {
        return position;
    }

    /** The sum of all bytes given away, once all were. */
    long sum() {
        return sum.getValue();
    }

    private boolean fill() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        if (count <= 0) {
            return false;
        }
        sum.update(buffer);
        buffer.rewind();
        return true;
    }

    /** Passes over bytes up to a place of the file, or to its end. */
    void skipTo(long place) throws IOException {
        while (position < place && fill()) {
            int count = (int) Math.min(place - position, buffer.remaining());
            buffer.position(buffer.position() + count);
            position += count;
        }
    }

    @Override
    public int read() throws IOException {
        if (!fill()) {
            return -1;
        }
        position++;
        return buffer.get() & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        position += count;
        return count;
    }
}
