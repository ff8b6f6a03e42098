package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a disk goes into its data file, in order: {@link State#DATA} is read and saved, {@link State#ZERO} is saved as
 * zeros without being read, {@link State#HOLE} is recorded as never written. Parts that are not in the plan did not
 * change.
 *
 * <p>What became zero since the last backup is saved as data that is zero: virtnbdrestore passes over zero frames, and
 * would leave there what was before.
 *
 * @param extents in order, without overlap; neighbours differ in state
 * @param pieces how many pieces of the disk there are to look at, as the original counts them
 */
public record DiskPlan(List<Extent> extents, int pieces) {

    /** Copies the list. */
    public DiskPlan {
        extents = List.copyOf(extents);
    }

    /**
     * The whole disk.
     *
     * @param allocation what of it is data, zero or hole, without gap
     */
    public static DiskPlan whole(List<Extent> allocation) {
        int pieces = 0;
        boolean before = false;
        for (Extent extent : allocation) {
            boolean hole = extent.state() == State.HOLE;
            if (pieces == 0 || hole != before) {
                pieces++;
            }
            before = hole;
        }
        return new DiskPlan(allocation, pieces);
    }

    /**
     * The whole disk, to be applied over whatever was there: holes become zeros.
     *
     * @param allocation as of {@link #whole}
     */
    public static DiskPlan wholeOver(List<Extent> allocation) {
        List<Extent> extents = new ArrayList<>();
        for (Extent extent : allocation) {
            add(extents, extent.offset(), extent.end(), zeroUnlessData(extent));
        }
        return new DiskPlan(extents, whole(allocation).pieces());
    }

    /**
     * What was written since a checkpoint.
     *
     * @param dirty parts that were written
     * @param allocation as of {@link #whole}
     */
    public static DiskPlan changes(List<Extent> dirty, List<Extent> allocation) {
        List<Extent> extents = new ArrayList<>();
        int pieces = 0;
        int at = 0;
        for (Extent run : dirty) {
            while (at < allocation.size() && allocation.get(at).end() <= run.offset()) {
                at++;
            }
            for (int i = at; i < allocation.size() && allocation.get(i).offset() < run.end(); i++) {
                Extent under = allocation.get(i);
                add(
                        extents,
                        Math.max(run.offset(), under.offset()),
                        Math.min(run.end(), under.end()),
                        zeroUnlessData(under));
                if (under.state() != State.HOLE) {
                    pieces++;
                }
            }
        }
        return new DiskPlan(extents, pieces);
    }

    /** Bytes that the frames of data are about, zeros included. */
    public long dataBytes() {
        return bytes(State.DATA) + bytes(State.ZERO);
    }

    /** Bytes that have to be read. */
    public long readBytes() {
        return bytes(State.DATA);
    }

    /** Bytes that are saved as zeros. */
    public long zeroBytes() {
        return bytes(State.ZERO);
    }

    private long bytes(State state) {
        return extents.stream()
                .filter(extent -> extent.state() == state)
                .mapToLong(Extent::length)
                .sum();
    }

    private static State zeroUnlessData(Extent extent) {
        return extent.state() == State.DATA ? State.DATA : State.ZERO;
    }

    private static void add(List<Extent> to, long from, long end, State state) {
        int last = to.size() - 1;
        if (last >= 0 && to.get(last).end() == from && to.get(last).state() == state) {
            Extent before = to.get(last);
            to.set(last, new Extent(before.offset(), before.length() + end - from, state));
        } else {
            to.add(new Extent(from, end - from, state));
        }
    }
}
