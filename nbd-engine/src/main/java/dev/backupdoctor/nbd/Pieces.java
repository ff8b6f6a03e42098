package dev.backupdoctor.nbd;

import java.util.Iterator;
import java.util.Optional;

/** Extents cut into pieces that one buffer holds, in order. */
public final class Pieces implements Iterator<Extent> {
    private final Iterator<Extent> extents;
    private final int pieceBytes;
    private Optional<Extent> rest = Optional.empty();

    /**
     * Cuts at multiples of the size, so that an extent that starts between two of them costs one short piece only.
     *
     * @param pieceBytes of one piece at most, 1 or more
     */
    public Pieces(Iterator<Extent> extents, int pieceBytes) {
        this.extents = extents;
        this.pieceBytes = pieceBytes;
    }

    @Override
    public boolean hasNext() {
        return rest.isPresent() || extents.hasNext();
    }

    @Override
    public Extent next() {
        Extent extent = rest.orElseGet(extents::next);
        long length = Math.min(extent.length(), pieceBytes - extent.offset() % pieceBytes);
        rest = length == extent.length()
                ? Optional.empty()
                : Optional.of(new Extent(extent.offset() + length, extent.length() - length, extent.state()));
        return new Extent(extent.offset(), length, extent.state());
    }
}
