package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.client.StatusRequest.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the bytes of an export are, in every context that was agreed on when it was opened.
 *
 * <p>Asked for in as many requests as it takes: one covers at most 4 GiB, and a server may answer for less than was
 * asked, differently in each context.
 */
public final class BlockStatus {
    /** Allocated or not, zero or not. */
    public static final String ALLOCATION = "base:allocation";

    private static final String DIRTY_BITMAP = "qemu:dirty-bitmap:";
    private static final String ALLOCATION_DEPTH = "qemu:allocation-depth";
    private static final int FLAG_HOLE = 1;
    private static final int FLAG_ZERO = 2;
    private static final int FLAG_DIRTY = 1;

    private final Map<String, List<Extent>> extents;

    private BlockStatus(Map<String, List<Extent>> extents) {
        this.extents = extents;
    }

    /** The context of a bitmap: what was written since it was made. */
    public static String dirtyBitmap(String bitmap) {
        return DIRTY_BITMAP + bitmap;
    }

    /** Asks about a whole export. */
    public static BlockStatus of(Export export) throws NbdException {
        return of(export, 0, export.size());
    }

    /**
     * Asks about a range.
     *
     * @param offset first byte; a multiple of the minimum block size
     * @param length bytes; the range lies within the export
     */
    public static BlockStatus of(Export export, long offset, long length) throws NbdException {
        Map<String, List<Extent>> extents = new LinkedHashMap<>();
        for (String context : export.contexts().values()) {
            state(export, context, 0);
            extents.put(context, new ArrayList<>());
        }
        if (extents.isEmpty()) {
            throw new IllegalStateException("the export was opened without a context to ask for");
        }
        long end = Math.addExact(offset, length);
        long at = offset;
        while (at < end) {
            at = ask(export, at, end, extents);
        }
        return new BlockStatus(extents);
    }

    private static long ask(Export export, long at, long end, Map<String, List<Extent>> extents) throws NbdException {
        int align = Math.max(512, export.blockSizes().minimum());
        long length = Math.min(end - at, 0xffff_ffffL & -align);
        var request = new StatusRequest(at, length, export.contexts());
        export.call(request);
        // What one context knows further on is asked for again, together with the others.
        long covered = length;
        for (String context : extents.keySet()) {
            covered = Math.min(
                    covered,
                    request.runs(context).stream().mapToLong(Run::length).sum());
        }
        for (Map.Entry<String, List<Extent>> entry : extents.entrySet()) {
            append(export, entry.getKey(), entry.getValue(), at, request.runs(entry.getKey()), covered);
        }
        return at + covered;
    }

    private static void append(
            Export export, String context, List<Extent> to, long offset, List<Run> runs, long covered)
            throws NbdException {
        long at = offset;
        for (Run run : runs) {
            long length = Math.min(run.length(), offset + covered - at);
            if (length <= 0) {
                return;
            }
            Optional<State> state = state(export, context, run.flags());
            if (state.isPresent()) {
                add(to, new Extent(at, length, state.get()));
            }
            at += length;
        }
    }

    private static void add(List<Extent> to, Extent extent) {
        int last = to.size() - 1;
        if (last >= 0 && to.get(last).end() == extent.offset() && to.get(last).state() == extent.state()) {
            Extent before = to.get(last);
            to.set(last, new Extent(before.offset(), before.length() + extent.length(), extent.state()));
        } else {
            to.add(extent);
        }
    }

    /** What flags mean in a context; empty is nothing to tell of: clean. */
    private static Optional<State> state(Export export, String context, int flags) throws NbdException {
        if (context.startsWith(DIRTY_BITMAP)) {
            return (flags & FLAG_DIRTY) != 0 ? Optional.of(State.DIRTY) : Optional.empty();
        }
        if (context.equals(ALLOCATION_DEPTH)) {
            return Optional.of(flags == 0 ? State.HOLE : State.DATA);
        }
        if (!context.equals(ALLOCATION)) {
            throw new NbdException("cannot read the context " + context + " of " + export.uri()
                    + ": what its flags mean is not known here");
        }
        if ((flags & FLAG_HOLE) != 0) {
            return Optional.of(State.HOLE);
        }
        return Optional.of((flags & FLAG_ZERO) != 0 ? State.ZERO : State.DATA);
    }

    /**
     * The extents of a context, in order; neighbours differ in state. Those of {@link #ALLOCATION} cover the range
     * without gap; those of a bitmap are its dirty parts.
     *
     * @throws IllegalArgumentException when the export was opened without it
     */
    public List<Extent> extents(String context) {
        List<Extent> found = extents.get(context);
        if (found == null) {
            throw new IllegalArgumentException("the export was opened without " + context);
        }
        return Collections.unmodifiableList(found);
    }
}
