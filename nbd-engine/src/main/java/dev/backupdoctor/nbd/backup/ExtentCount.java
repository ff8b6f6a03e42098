package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import java.util.List;

/**
 * What the log says of a disk, counted as the original counts.
 *
 * @param pieces runs of data and of no data in a whole disk; pieces of data among what was written
 * @param dataBytes bytes that are allocated
 * @param becameHole bytes that were written since, and are not allocated any more
 */
record ExtentCount(int pieces, long dataBytes, long becameHole) {

    /**
     * Counts a whole disk.
     *
     * @param allocation covers the disk without gap
     */
    static ExtentCount whole(List<Extent> allocation) {
        int pieces = 0;
        long data = 0;
        boolean before = false;
        for (Extent extent : allocation) {
            boolean hole = extent.state() == State.HOLE;
            if (pieces == 0 || hole != before) {
                pieces++;
            }
            data += hole ? 0 : extent.length();
            before = hole;
        }
        return new ExtentCount(pieces, data, 0);
    }

    /**
     * Counts what was written; neighbours that differ only in being zero are two pieces.
     *
     * @param dirty in order, without overlap
     * @param allocation as of {@link #whole}
     */
    static ExtentCount changes(List<Extent> dirty, List<Extent> allocation) {
        int pieces = 0;
        long data = 0;
        long holes = 0;
        int next = 0;
        for (Extent run : dirty) {
            while (next < allocation.size() && allocation.get(next).end() <= run.offset()) {
                next++;
            }
            for (int i = next; i < allocation.size() && allocation.get(i).offset() < run.end(); i++) {
                Extent under = allocation.get(i);
                long length = Math.min(run.end(), under.end()) - Math.max(run.offset(), under.offset());
                if (under.state() == State.HOLE) {
                    holes += length;
                } else {
                    pieces++;
                    data += length;
                }
            }
        }
        return new ExtentCount(pieces, data, holes);
    }
}
