package dev.backupdoctor.nbd.stream;

import dev.backupdoctor.nbd.stream.Frame.Kind;
import dev.backupdoctor.nbd.stream.StreamException.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of a file as heads, JSON and what parts them. */
final class FrameReader {
    /** CR LF, which ends JSON and payload. */
    private static final int TERM_BYTES = 2;

    /** More than a meta frame or a trailer comes to: 30 million sizes. */
    private static final long JSON_LIMIT = 256L << 20;

    private final FileChannel file;
    private final long size;
    /** What was read ahead: the CR LF after a payload and the next head come with one read. */
    private final ByteBuffer window = ByteBuffer.allocate(256).limit(0);

    private long windowAt;
    private long endOfMeta;

    FrameReader(FileChannel file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    long size() {
        return size;
    }

    long endOfMeta() {
        return endOfMeta;
    }

    Meta meta() throws IOException {
        if (size == 0) {
            throw new StreamException(Fault.CUT, 0, "the file is empty");
        }
        Frame head = frame(0, size);
        if (head.kind() != Kind.META || head.start() != 0) {
            throw new StreamException(Fault.BAD_META, 0, "the file does not begin with a meta frame");
        }
        endOfMeta = skip(Frame.BYTES, head.length(), size);
        return MetaJson.parse(bytes(Frame.BYTES, head.length()));
    }

    Frame frame(long at, long limit) throws IOException {
        if (at == limit) {
            throw new StreamException(Fault.NO_STOP, at, "the file ends without a stop frame");
        }
        if (limit - at < Frame.BYTES) {
            throw new StreamException(Fault.CUT, at, "the file ends inside the head of a frame");
        }
        return Frame.parse(bytes(at, Frame.BYTES))
                .orElseThrow(() -> new StreamException(Fault.BAD_FRAME, at, "no frame begins where one has to"));
    }

    /** Passes over payload or JSON and the CR LF after it. */
    long skip(long at, long bytes, long limit) throws IOException {
        if (bytes > limit - at - TERM_BYTES) {
            throw new StreamException(
                    Fault.CUT, limit, "the file ends " + (bytes + TERM_BYTES - (limit - at)) + " bytes too early");
        }
        checkTerm(at + bytes);
        return at + bytes + TERM_BYTES;
    }

    long trailerAt() throws IOException {
        long head = size - Frame.BYTES;
        Frame comp = Frame.parse(bytes(head, Frame.BYTES))
                .filter(frame -> frame.kind() == Kind.COMP && frame.start() == 0)
                .orElseThrow(() -> new StreamException(
                        Fault.CUT, size, "the compressed stream does not end with its list of sizes"));
        long at = head - TERM_BYTES - comp.length();
        if (at < endOfMeta) {
            throw new StreamException(Fault.BAD_TRAILER, head, "the list of compressed sizes is longer than the file");
        }
        checkTerm(head - TERM_BYTES);
        return at;
    }

    Trailer trailer(long at) throws IOException {
        return Trailer.parse(bytes(at, size - Frame.BYTES - TERM_BYTES - at), at);
    }

    private void checkTerm(long at) throws IOException {
        byte[] term = bytes(at, TERM_BYTES);
        if (term[0] != '\r' || term[1] != '\n') {
            throw new StreamException(Fault.BAD_FRAME, at, "no CR LF ends the frame where its length says");
        }
    }

    private byte[] bytes(long at, long count) throws IOException {
        if (count > JSON_LIMIT) {
            throw new StreamException(Fault.BAD_FRAME, at, "the JSON has " + count + " bytes, more than " + JSON_LIMIT);
        }
        byte[] bytes = new byte[(int) count];
        if (count > window.capacity()) {
            fill(ByteBuffer.wrap(bytes), at, bytes.length);
            return bytes;
        }
        if (at < windowAt || at + count > windowAt + window.limit()) {
            window.clear();
            windowAt = at;
            fill(window, at, bytes.length);
            window.flip();
        }
        window.get((int) (at - windowAt), bytes);
        return bytes;
    }

    private void fill(ByteBuffer into, long at, int atLeast) throws IOException {
        while (into.position() < atLeast) {
            if (file.read(into, at + into.position()) < 0) {
                throw new StreamException(Fault.CUT, at, "the file became shorter while it was read");
            }
        }
    }
}
