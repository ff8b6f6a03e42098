package dev.backupdoctor.nbd.stream;

import java.io.IOException;

/** A data file contradicts its format or itself: it was cut, damaged, or is none. */
public final class StreamException extends IOException {
    private static final long serialVersionUID = 1L;

    /** How a stream can be wrong. */
    public enum Fault {
        /** The file ends inside a frame. */
        CUT,
        /** The file ends between two frames, before its stop frame. */
        NO_STOP,
        /** A frame head, or what parts two frames, is not as the format has it. */
        BAD_FRAME,
        /** The meta frame is not first, no JSON, or lacks a value. */
        BAD_META,
        /** The stream has a version that is not known. */
        UNKNOWN_VERSION,
        /** Frames overlap, go backwards, leave a gap in a full, or reach beyond the disk. */
        BAD_PLACE,
        /** The data frames do not add up to what the meta frame says. */
        WRONG_SUM,
        /** The list of compressed sizes is missing or does not fit the frames. */
        BAD_TRAILER,
        /** Bytes follow the end of the stream. */
        TRAILING_BYTES,
        /** Compressed data cannot be decoded, or their checksums say that they changed. */
        BAD_LZ4
    }

    private final Fault fault;
    private final long offset;
    private final String reason;

    /**
     * A contradiction.
     *
     * @param offset byte of the file, counted from 0, where it was seen
     * @param reason what is wrong there, without the place
     */
    public StreamException(Fault fault, long offset, String reason) {
        super(reason);
        this.fault = fault;
        this.offset = offset;
        this.reason = reason;
    }

    /** The same, with what brought it about. */
    StreamException(Fault fault, long offset, String reason, Throwable cause) {
        super(reason, cause);
        this.fault = fault;
        this.offset = offset;
        this.reason = reason;
    }

    /** What is wrong, without the place; the same as the message. */
    public String reason() {
        return reason;
    }

    /** How the stream is wrong. */
    public Fault fault() {
        return fault;
    }

    /** The byte of the file, counted from 0, where it was seen. */
    public long offset() {
        return offset;
    }
}
