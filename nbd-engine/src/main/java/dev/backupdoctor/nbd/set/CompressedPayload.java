package dev.backupdoctor.nbd.set;

import dev.backupdoctor.nbd.set.DecodedFrames.Key;
import dev.backupdoctor.nbd.stream.Lz4FrameReader;
import dev.backupdoctor.nbd.stream.StreamException;
import dev.backupdoctor.nbd.stream.StreamException.Fault;
import dev.backupdoctor.nbd.stream.StreamIndex;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The payload of one compressed file, readable at any place of any frame. */
final class CompressedPayload {
    /** Twice what the original puts into one LZ4 frame. All of a frame has to be in memory to read any of it. */
    private static final long MOST_CONTENT = 64L << 20;

    private final int fileNumber;
    private final OpenFile file;
    private final DecodedFrames decoded;
    /** For data frames that are a row of LZ4 frames: where the content of each begins, and the end. */
    private final Map<Integer, long[]> rows = new ConcurrentHashMap<>();

    CompressedPayload(int fileNumber, OpenFile file, DecodedFrames decoded) {
        this.fileNumber = fileNumber;
        this.file = file;
        this.decoded = decoded;
    }

    /**
     * Fills the buffer from a data frame.
     *
     * @param from first byte, counted from the start of the frame's content
     */
    void read(int frame, long from, ByteBuffer into) throws ChainException {
        StreamIndex index = file.index().orElseThrow();
        long[] starts = starts(index, frame);
        long stored = index.payloadAt(frame);
        long at = from;
        for (int piece = 0; into.hasRemaining(); piece++) {
            if (at < starts[piece + 1]) {
                byte[] content = content(frame, piece, stored, (int) (starts[piece + 1] - starts[piece]));
                int skip = (int) (at - starts[piece]);
                int count = Math.min(content.length - skip, into.remaining());
                into.put(content, skip, count);
                at += count;
            }
            stored += index.pieceBytes(frame, piece);
        }
    }

    /** Gives the whole content of a data frame in order, without ever holding it. */
    void decode(int frame, Lz4FrameReader.Sink sink) throws ChainException {
        StreamIndex index = file.index().orElseThrow();
        long[] starts = starts(index, frame);
        long stored = index.payloadAt(frame);
        for (int piece = 0; piece < starts.length - 1; piece++) {
            int bytes = index.pieceBytes(frame, piece);
            file.decode(stored, bytes, starts[piece + 1] - starts[piece], sink);
            stored += bytes;
        }
    }

    private byte[] content(int frame, int piece, long stored, int contentBytes) throws ChainException {
        int bytes = file.index().orElseThrow().pieceBytes(frame, piece);
        return decoded.get(new Key(fileNumber, frame, piece), () -> file.decode(stored, bytes, contentBytes));
    }

    private long[] starts(StreamIndex index, int frame) throws ChainException {
        long[] known = rows.get(frame);
        if (known != null) {
            return known;
        }
        int pieces = index.pieces(frame);
        long[] starts = new long[pieces + 1];
        long stored = index.payloadAt(frame);
        for (int piece = 0; piece < pieces; piece++) {
            int bytes = index.pieceBytes(frame, piece);
            long content = pieces == 1 ? index.length(frame) : file.contentBytes(stored, bytes);
            if (content < 0 || content > MOST_CONTENT || content > index.length(frame) - starts[piece]) {
                throw bad(stored, "an LZ4 frame of " + content + " bytes does not belong where it is");
            }
            starts[piece + 1] = starts[piece] + content;
            stored += bytes;
        }
        if (starts[pieces] != index.length(frame)) {
            throw bad(stored, "a row of LZ4 frames holds " + starts[pieces] + " bytes, not " + index.length(frame));
        }
        if (pieces > 1) {
            rows.put(frame, starts);
        }
        return starts;
    }

    private ChainException bad(long offset, String reason) {
        return file.failed(new StreamException(Fault.BAD_LZ4, offset, reason));
    }
}
