package dev.backupdoctor.nbd;

/**
 * A run of bytes of an export that have one state.
 *
 * @param offset first byte, counted from 0 at the start of the export
 * @param length bytes, at least 1; {@code offset + length} fits a {@code long}
 * @param state what the bytes are
 */
public record Extent(long offset, long length, State state) {

    /** What the bytes of an extent are, in the view it was asked for. */
    public enum State {
        /** Allocated, and not known to be zero. */
        DATA,
        /** Allocated, and reads as zeros. */
        ZERO,
        /** Not allocated; what a read gives is up to the export, mostly zeros. */
        HOLE,
        /** Written since the checkpoint that the bitmap belongs to, be it with data or with zeros. */
        DIRTY
    }

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException when the offset is negative, the length is not positive, or the end is beyond
     *     {@link Long#MAX_VALUE}
     */
    public Extent {
        if (offset < 0) {
            throw new IllegalArgumentException("offset is " + offset + ", must be 0 or more");
        }
        if (length <= 0) {
            throw new IllegalArgumentException("length is " + length + ", must be 1 or more");
        }
        if (length > Long.MAX_VALUE - offset) {
            throw new IllegalArgumentException("extent at " + offset + " with " + length + " bytes has no end");
        }
    }

    /** The first byte after the extent, counted as {@link #offset} is. */
    public long end() {
        return offset + length;
    }
}
