package dev.backupdoctor.nbd.set;

import dev.backupdoctor.nbd.stream.StreamIndex;
import java.util.Arrays;

/**
 * Which frame of which file gives each byte of a disk: the frames of a chain painted over each other, newest on top.
 *
 * <p>Segments go upwards and do not overlap; where there is none, no file says anything and the disk reads as zeros.
 */
final class SegmentMap {
    private long[] starts = new long[64];
    private long[] ends = new long[64];
    private int[] files = new int[64];
    private int[] frames = new int[64];
    private int count;

    /** This map with the frames of a newer file on top. What lies beyond the end of the newer disk is gone. */
    SegmentMap under(StreamIndex newer, int file) {
        var painted = new SegmentMap();
        long from = 0;
        int next = 0;
        for (int frame = 0; frame < newer.frames(); frame++) {
            next = copyTo(painted, next, from, newer.start(frame));
            painted.add(newer.start(frame), newer.end(frame), file, frame);
            from = newer.end(frame);
        }
        copyTo(painted, next, from, newer.meta().virtualSize());
        return painted;
    }

    /** A map of one segment: a raw image. */
    static SegmentMap ofWhole(long bytes, int file) {
        var map = new SegmentMap();
        map.add(0, bytes, file, 0);
        return map;
    }

    /** Copies what lies between two bytes, and gives the first segment that may still be needed. */
    private int copyTo(SegmentMap painted, int first, long from, long to) {
        int segment = first;
        while (segment < count && ends[segment] <= from) {
            segment++;
        }
        while (segment < count && starts[segment] < to) {
            long start = Math.max(starts[segment], from);
            long end = Math.min(ends[segment], to);
            if (start < end) {
                painted.add(start, end, files[segment], frames[segment]);
            }
            if (ends[segment] > to) {
                return segment;
            }
            segment++;
        }
        return segment;
    }

    private void add(long start, long end, int file, int frame) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
            files = Arrays.copyOf(files, 2 * count);
            frames = Arrays.copyOf(frames, 2 * count);
        }
        starts[count] = start;
        ends[count] = end;
        files[count] = file;
        frames[count] = frame;
        count++;
    }

    int count() {
        return count;
    }

    long start(int segment) {
        return starts[segment];
    }

    long end(int segment) {
        return ends[segment];
    }

    int file(int segment) {
        return files[segment];
    }

    int frame(int segment) {
        return frames[segment];
    }

    /** The first segment that ends after a byte; {@link #count} when there is none. */
    int firstEndingAfter(long offset) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
