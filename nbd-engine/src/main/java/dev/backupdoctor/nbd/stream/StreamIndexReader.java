package dev.backupdoctor.nbd.stream;

import dev.backupdoctor.nbd.stream.Frame.Kind;
import dev.backupdoctor.nbd.stream.StreamException.Fault;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** Walks the heads of a data file, from one to the next, and holds each against the ones before. */
final class StreamIndexReader {
    private final FrameReader frames;
    private final long size;
    /** First byte of the disk that no frame was about yet. */
    private long covered;

    private long dataBytes;

    StreamIndexReader(FileChannel file) throws IOException {
        this.frames = new FrameReader(file);
        this.size = frames.size();
    }

    StreamIndex read() throws IOException {
        Meta meta = frames.meta();
        long trailerAt = size;
        var trailer = new Trailer();
        if (meta.isCompressed()) {
            trailerAt = frames.trailerAt();
            trailer = frames.trailer(trailerAt);
        }
        var index = new StreamIndex(meta, trailer, size);
        long end = walk(index, meta, trailer, trailerAt);
        if (end != trailerAt) {
            throw new StreamException(
                    Fault.TRAILING_BYTES,
                    end,
                    (trailerAt - end) + " bytes follow the stop frame that do not belong there");
        }
        checkSums(index, meta, trailer, end);
        return index;
    }

    /** Reads frames up to the stop frame, and gives the first byte after it. */
    private long walk(StreamIndex index, Meta meta, Trailer trailer, long limit) throws IOException {
        long at = frames.endOfMeta();
        while (true) {
            Frame frame = frames.frame(at, limit);
            if (frame.kind() == Kind.STOP) {
                if (frame.start() != 0 || frame.length() != 0) {
                    throw new StreamException(Fault.BAD_FRAME, at, "the stop frame has numbers other than 0");
                }
                return at + Frame.BYTES;
            }
            checkPlace(frame, meta, at);
            at += Frame.BYTES;
            if (frame.kind() == Kind.ZERO) {
                index.addZero(frame);
            } else {
                long bytes = frame.length();
                if (meta.isCompressed()) {
                    bytes = compressedBytes(trailer, index.dataFrames(), at);
                }
                index.addData(frame, at);
                dataBytes += frame.length();
                at = frames.skip(at, bytes, limit);
            }
        }
    }

    private static long compressedBytes(Trailer trailer, int frame, long at) throws StreamException {
        if (frame >= trailer.frames()) {
            throw new StreamException(
                    Fault.BAD_TRAILER,
                    at,
                    "the list of compressed sizes ends after " + trailer.frames() + " data frames");
        }
        return trailer.total(frame);
    }

    private void checkPlace(Frame frame, Meta meta, long at) throws StreamException {
        if (frame.kind() != Kind.DATA && frame.kind() != Kind.ZERO) {
            throw new StreamException(Fault.BAD_FRAME, at, "a " + frame.kind() + " frame stands among the data");
        }
        if (frame.length() == 0) {
            throw new StreamException(Fault.BAD_PLACE, at, "the frame is about no bytes");
        }
        if (frame.start() < covered) {
            throw new StreamException(
                    Fault.BAD_PLACE,
                    at,
                    "the frame starts at " + frame.start() + ", but the one before ends at " + covered);
        }
        if (frame.end() > meta.virtualSize()) {
            throw new StreamException(
                    Fault.BAD_PLACE,
                    at,
                    "the frame ends at " + frame.end() + " of a disk of " + meta.virtualSize() + " bytes");
        }
        if (leavesGap(frame.start(), meta)) {
            throw gap(at, frame.start());
        }
        covered = frame.end();
    }

    /** A full says something about every byte; whether those of version 1 did is not known. */
    private boolean leavesGap(long next, Meta meta) {
        return !meta.incremental() && meta.streamVersion() >= 2 && next != covered;
    }

    private StreamException gap(long at, long next) {
        return new StreamException(
                Fault.BAD_PLACE, at, "no frame of the full is about bytes " + covered + " to " + next);
    }

    private void checkSums(StreamIndex index, Meta meta, Trailer trailer, long end) throws StreamException {
        if (leavesGap(meta.virtualSize(), meta)) {
            throw gap(end - Frame.BYTES, meta.virtualSize());
        }
        if (dataBytes != meta.dataSize()) {
            throw new StreamException(
                    Fault.WRONG_SUM,
                    end - Frame.BYTES,
                    "the data frames hold " + dataBytes + " bytes, the meta frame says " + meta.dataSize());
        }
        if (meta.isCompressed() && trailer.frames() != index.dataFrames()) {
            throw new StreamException(
                    Fault.BAD_TRAILER,
                    end,
                    "compressed sizes are listed for " + trailer.frames() + " data frames, there are "
                            + index.dataFrames());
        }
    }
}
