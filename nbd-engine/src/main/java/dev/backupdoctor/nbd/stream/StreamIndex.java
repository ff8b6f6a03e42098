package dev.backupdoctor.nbd.stream;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Where the frames of one data file lie: read from their heads, without the payload between them.
 *
 * <p>What could be read as an index is whole: the file begins with a meta frame and ends with a stop frame, its frames
 * go upwards without overlap and stay on the disk, those of a full leave no gap, and their sum is what the meta frame
 * says. Whether the payload is what was once written, only its checksums can tell.
 */
public final class StreamIndex {
    private static final long NO_PAYLOAD = -1;

    private final Meta meta;
    private final Trailer trailer;
    private final long fileSize;
    private long[] starts = new long[64];
    private long[] lengths = new long[64];
    private long[] payloads = new long[64];
    /** How many data frames come before; where the sizes of a compressed frame stand in the trailer. */
    private int[] dataNumbers = new int[64];

    private int count;
    private int dataCount;

    StreamIndex(Meta meta, Trailer trailer, long fileSize) {
        this.meta = meta;
        this.trailer = trailer;
        this.fileSize = fileSize;
    }

    /**
     * Reads and checks all heads of a data file.
     *
     * @throws StreamException when the file is no whole data file
     * @throws IOException when the file cannot be read
     */
    public static StreamIndex read(FileChannel file) throws IOException {
        return new StreamIndexReader(file).read();
    }

    /**
     * Reads the first frame of a data file alone.
     *
     * @throws StreamException when the file begins with no meta frame
     * @throws IOException when the file cannot be read
     */
    public static Meta readMeta(FileChannel file) throws IOException {
        return new FrameReader(file).meta();
    }

    void addData(Frame frame, long payloadAt) {
        add(frame, payloadAt);
        dataCount++;
    }

    void addZero(Frame frame) {
        add(frame, NO_PAYLOAD);
    }

    private void add(Frame frame, long payloadAt) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
            payloads = Arrays.copyOf(payloads, 2 * count);
            dataNumbers = Arrays.copyOf(dataNumbers, 2 * count);
        }
        starts[count] = frame.start();
        lengths[count] = frame.length();
        payloads[count] = payloadAt;
        dataNumbers[count] = dataCount;
        count++;
    }

    /** What the file says about itself. */
    public Meta meta() {
        return meta;
    }

    /** Bytes of the file. */
    public long fileSize() {
        return fileSize;
    }

    /** How many data and zero frames there are. */
    public int frames() {
        return count;
    }

    /** How many of them hold data. */
    public int dataFrames() {
        return dataCount;
    }

    /** First byte of the disk that the frame is about. */
    public long start(int frame) {
        return starts[frame];
    }

    /** Bytes of the disk that the frame is about. */
    public long length(int frame) {
        return lengths[frame];
    }

    /** First byte of the disk after the frame. */
    public long end(int frame) {
        return starts[frame] + lengths[frame];
    }

    /** Whether the frame says zeros and has no payload. */
    public boolean isZero(int frame) {
        return payloads[frame] == NO_PAYLOAD;
    }

    /** First byte of the payload in the file; not for a zero frame. */
    public long payloadAt(int frame) {
        if (isZero(frame)) {
            throw new IllegalArgumentException("frame " + frame + " has no payload");
        }
        return payloads[frame];
    }

    /** Bytes of the payload in the file. */
    public long payloadBytes(int frame) {
        if (isZero(frame)) {
            return 0;
        }
        return meta.isCompressed() ? trailer.total(dataNumbers[frame]) : lengths[frame];
    }

    /** How many LZ4 frames the payload of a compressed data frame is. */
    public int pieces(int frame) {
        return trailer.pieces(dataNumbers[frame]);
    }

    /** Bytes of one LZ4 frame in the file. */
    public int pieceBytes(int frame, int piece) {
        return trailer.size(dataNumbers[frame], piece);
    }
}
