package dev.backupdoctor.nbd.set;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import dev.backupdoctor.nbd.server.BlockSource;
import dev.backupdoctor.nbd.stream.StreamIndex;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A disk as it was at the point of a chain, readable at any place. May be asked by several threads at once.
 *
 * <p>Opening reads the heads of all frames of all files, so that a file that is cut or contradicts itself is found at
 * once. Payload of compressed files is checked against its sums as it is read; that of others is not: see
 * {@link Verification}.
 */
public final class ChainSource implements BlockSource, Closeable {
    /** Room for three of the largest frames that the original writes. */
    private static final long CACHE_BYTES = 96L << 20;

    private final Chain chain;
    private final List<OpenFile> files;
    private final SegmentMap segments;
    /** By number of file. */
    private final List<CompressedPayload> compressed;

    private ChainSource(Chain chain, List<OpenFile> files, SegmentMap segments) {
        this.chain = chain;
        this.files = files;
        this.segments = segments;
        var decoded = new DecodedFrames(CACHE_BYTES);
        this.compressed = files.stream()
                .map(file -> new CompressedPayload(files.indexOf(file), file, decoded))
                .toList();
    }

    /**
     * Opens all files of a chain.
     *
     * @throws ChainException when a file cannot be read, is cut or contradicts itself
     */
    public static ChainSource open(Chain chain) throws IOException {
        var files = new ArrayList<OpenFile>();
        try {
            var segments = new SegmentMap();
            for (DataFile file : chain.files()) {
                OpenFile opened = OpenFile.open(file);
                files.add(opened);
                segments = opened.index().isPresent()
                        ? segments.under(opened.index().get(), files.size() - 1)
                        : SegmentMap.ofWhole(file.bytes(), files.size() - 1);
            }
            return new ChainSource(chain, List.copyOf(files), segments);
        } catch (IOException e) {
            closeAll(files);
            throw e;
        }
    }

    /** The chain that is read. */
    public Chain chain() {
        return chain;
    }

    @Override
    public long size() {
        return chain.virtualSize();
    }

    @Override
    public List<Extent> extents(long offset, long length) {
        var extents = new ArrayList<Extent>();
        long at = offset;
        long end = offset + length;
        for (int segment = segments.firstEndingAfter(offset);
                segment < segments.count() && segments.start(segment) < end;
                segment++) {
            long start = Math.max(segments.start(segment), offset);
            if (start > at) {
                append(extents, at, start, State.HOLE);
            }
            at = Math.min(segments.end(segment), end);
            append(extents, start, at, isZero(segment) ? State.ZERO : State.DATA);
        }
        if (at < end) {
            append(extents, at, end, State.HOLE);
        }
        return extents;
    }

    private static void append(List<Extent> extents, long start, long end, State state) {
        int last = extents.size() - 1;
        if (last >= 0 && extents.get(last).state() == state) {
            long first = extents.get(last).offset();
            extents.set(last, new Extent(first, end - first, state));
        } else {
            extents.add(new Extent(start, end - start, state));
        }
    }

    private boolean isZero(int segment) {
        return files.get(segments.file(segment))
                .index()
                .map(index -> index.isZero(segments.frame(segment)))
                .orElse(false);
    }

    /** Takes all that a chain has, once. */
    public interface DataVisitor {
        /** Data that lies in a file as it is; {@link ChainSource#read} gets it. */
        void stored(Extent data) throws IOException;

        /**
         * Data that was just decoded.
         *
         * @param offset first byte, as the disk counts
         * @param bytes hold the data; they are overwritten afterwards
         */
        void decoded(long offset, byte[] bytes, int from, int length) throws IOException;
    }

    /**
     * Shows all data once, roughly in the order of the disk. Every LZ4 frame of which anything is left is decoded once
     * and never held, which is what reading at random places cannot do.
     */
    public void forEachData(DataVisitor visitor) throws IOException {
        int[] decoded = new int[files.size()];
        Arrays.fill(decoded, -1);
        for (int segment = 0; segment < segments.count(); segment++) {
            int file = segments.file(segment);
            if (isZero(segment)) {
                continue;
            }
            if (!files.get(file).isCompressed()) {
                long start = segments.start(segment);
                visitor.stored(new Extent(start, segments.end(segment) - start, State.DATA));
            } else if (decoded[file] != segments.frame(segment)) {
                // Frames of a file are in the order of the disk: what is left of this one follows.
                decoded[file] = segments.frame(segment);
                new VisibleParts(files.get(file), segments, segment).show(compressed.get(file), visitor);
            }
        }
    }

    @Override
    public void read(long offset, ByteBuffer into) throws IOException {
        long at = offset;
        int segment = segments.firstEndingAfter(offset);
        while (into.hasRemaining()) {
            if (segment == segments.count() || segments.start(segment) > at) {
                long next = segment == segments.count() ? Long.MAX_VALUE : segments.start(segment);
                at += putZeros(into, Math.min(next - at, into.remaining()));
                continue;
            }
            int count = (int) Math.min(segments.end(segment) - at, into.remaining());
            if (isZero(segment)) {
                putZeros(into, count);
            } else {
                int limit = into.limit();
                into.limit(into.position() + count);
                readData(segment, at, into);
                into.limit(limit);
            }
            at += count;
            segment++;
        }
    }

    private static long putZeros(ByteBuffer into, long count) {
        ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(count, 64 << 10));
        for (long left = count; left > 0; left -= zeros.limit()) {
            zeros.clear().limit((int) Math.min(left, zeros.capacity()));
            into.put(zeros);
        }
        return count;
    }

    private void readData(int segment, long at, ByteBuffer into) throws IOException {
        OpenFile file = files.get(segments.file(segment));
        if (file.index().isEmpty()) {
            file.read(at, into);
            return;
        }
        StreamIndex index = file.index().get();
        int frame = segments.frame(segment);
        if (file.isCompressed()) {
            compressed.get(segments.file(segment)).read(frame, at - index.start(frame), into);
        } else {
            file.read(index.payloadAt(frame) + at - index.start(frame), into);
        }
    }

    @Override
    public void close() throws IOException {
        closeAll(files);
    }

    private static void closeAll(List<OpenFile> files) throws IOException {
        for (OpenFile file : files) {
            file.close();
        }
    }
}
