package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import java.util.ArrayList;
import java.util.List;

/**
 * Which frames a data file will have, and how to read what goes into them.
 *
 * @param virtualSize bytes of the disk
 * @param frames in order, without overlap; {@link State#DATA} becomes a data frame, {@link State#ZERO} a zero frame
 * @param reads the bytes of all data frames, cut where what is known to be zero begins and ends, so that the server can
 *     answer for those without sending them
 */
public record FramePlan(long virtualSize, List<Extent> frames, List<Extent> reads) {

    /** Copies the lists. */
    public FramePlan {
        frames = List.copyOf(frames);
        reads = List.copyOf(reads);
    }

    /**
     * The whole disk: a data frame for each run that is allocated, be it with zeros, and a zero frame for each that is
     * not.
     *
     * @param allocation covers the disk without gap
     */
    public static FramePlan full(long virtualSize, List<Extent> allocation) {
        List<Extent> frames = new ArrayList<>();
        List<Extent> reads = new ArrayList<>();
        for (Extent extent : allocation) {
            boolean allocated = extent.state() != State.HOLE;
            append(frames, extent.offset(), extent.end(), allocated ? State.DATA : State.ZERO);
            if (allocated) {
                reads.add(extent);
            }
        }
        return new FramePlan(virtualSize, frames, reads);
    }

    /**
     * What changed: a data frame for each dirty run, also where it reads as zeros now. virtnbdrestore skips zero frames
     * of increments, and would leave there what was before.
     *
     * @param dirty in order, without overlap
     * @param allocation covers the disk without gap, or is empty when it was not asked for
     */
    public static FramePlan increment(long virtualSize, List<Extent> dirty, List<Extent> allocation) {
        List<Extent> frames = new ArrayList<>();
        List<Extent> reads = new ArrayList<>();
        int next = 0;
        for (Extent run : dirty) {
            append(frames, run.offset(), run.end(), State.DATA);
            long at = run.offset();
            while (next < allocation.size() && allocation.get(next).end() <= at) {
                next++;
            }
            for (int i = next; i < allocation.size() && allocation.get(i).offset() < run.end(); i++) {
                long end = Math.min(allocation.get(i).end(), run.end());
                reads.add(new Extent(at, end - at, allocation.get(i).state()));
                at = end;
            }
            if (at < run.end()) {
                reads.add(new Extent(at, run.end() - at, State.DIRTY));
            }
        }
        return new FramePlan(virtualSize, frames, reads);
    }

    private static void append(List<Extent> frames, long start, long end, State state) {
        int last = frames.size() - 1;
        if (last >= 0 && frames.get(last).state() == state && frames.get(last).end() == start) {
            long first = frames.get(last).offset();
            frames.set(last, new Extent(first, end - first, state));
        } else {
            frames.add(new Extent(start, end - start, state));
        }
    }

    /** Bytes of all data frames. */
    public long dataSize() {
        return frames.stream()
                .filter(frame -> frame.state() == State.DATA)
                .mapToLong(Extent::length)
                .sum();
    }

    /** The reads, cut at multiples of so many bytes of the disk as well. */
    List<Extent> readsCutAt(long multiple) {
        List<Extent> cut = new ArrayList<>();
        for (Extent read : reads) {
            for (long at = read.offset(); at < read.end(); ) {
                long end = Math.min(read.end(), at - at % multiple + multiple);
                cut.add(new Extent(at, end - at, read.state()));
                at = end;
            }
        }
        return cut;
    }
}
