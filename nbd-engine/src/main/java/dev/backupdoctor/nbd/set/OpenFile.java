package dev.backupdoctor.nbd.set;

import dev.backupdoctor.nbd.set.SetProblem.Place;
import dev.backupdoctor.nbd.set.SetProblem.Torn;
import dev.backupdoctor.nbd.set.SetProblem.Unreadable;
import dev.backupdoctor.nbd.stream.Lz4FrameReader;
import dev.backupdoctor.nbd.stream.StreamException;
import dev.backupdoctor.nbd.stream.StreamIndex;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** One file of a chain, opened for reading at any place. May be used by several threads at once. */
final class OpenFile implements Closeable {
    private static final int BUFFER_BYTES = 256 << 10;

    private final DataFile file;
    private final FileChannel channel;
    /** Empty for a raw image. */
    private final Optional<StreamIndex> index;

    private OpenFile(DataFile file, FileChannel channel, Optional<StreamIndex> index) {
        this.file = file;
        this.channel = channel;
        this.index = index;
    }

    static OpenFile open(DataFile file) throws ChainException {
        try {
            FileChannel channel = FileChannel.open(file.path());
            try {
                return new OpenFile(
                        file, channel, file.raw() ? Optional.empty() : Optional.of(StreamIndex.read(channel)));
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    Optional<StreamIndex> index() {
        return index;
    }

    boolean isCompressed() {
        return index.isPresent() && file.meta().isCompressed();
    }

    /** Reads bytes of the file itself. */
    void read(long at, ByteBuffer into) throws ChainException {
        try {
            long next = at;
            while (into.hasRemaining()) {
                int count = channel.read(into, next);
                if (count < 0) {
                    throw new IOException("the file became shorter while it was read");
                }
                next += count;
            }
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Decodes one LZ4 frame. */
    byte[] decode(long at, int stored, int contentBytes) throws ChainException {
        try (var in = new BufferedInputStream(new Part(at, stored), Math.min(BUFFER_BYTES, stored))) {
            byte[] content = new byte[contentBytes];
            new Lz4FrameReader(in, at).readInto(content, 0, contentBytes);
            return content;
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Decodes one LZ4 frame in order, without ever holding it. */
    void decode(long at, int stored, long contentBytes, Lz4FrameReader.Sink sink) throws ChainException {
        try (var in = new BufferedInputStream(new Part(at, stored), Math.min(BUFFER_BYTES, stored))) {
            new Lz4FrameReader(in, at).readAll(contentBytes, sink);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** What an LZ4 frame says that it decodes to. */
    long contentBytes(long at, int stored) throws ChainException {
        try (var in = new BufferedInputStream(new Part(at, stored), 64)) {
            return new Lz4FrameReader(in, at)
                    .contentBytes()
                    .orElseThrow(() -> new StreamException(
                            StreamException.Fault.BAD_LZ4, at, "one LZ4 frame of a row does not say what it holds"));
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** What to throw when something of the file cannot be read. */
    ChainException failed(IOException e) {
        return failed(file, e);
    }

    private static ChainException failed(DataFile file, IOException e) {
        SetProblem problem = e instanceof StreamException torn
                ? Torn.of(file.fileName(), torn)
                : new Unreadable(Place.of(file), e.toString());
        return new ChainException(
                "cannot read " + file.path() + ": " + problem.place() + " " + problem.message(), problem, e);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** A range of the file as a stream. */
    private final class Part extends InputStream {
        private long at;
        private final long end;

        Part(long at, long bytes) {
            this.at = at;
            this.end = at + bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (at == end) {
                return -1;
            }
            int count = channel.read(ByteBuffer.wrap(into, offset, (int) Math.min(length, end - at)), at);
            at += Math.max(count, 0);
            return count;
        }
    }
}
