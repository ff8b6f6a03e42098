package dev.backupdoctor.nbd.server;

import dev.backupdoctor.nbd.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Bytes that can be served, compared and restored: a backup chain, an image, an array of a test.
 *
 * <p>An implementation may be asked by several threads at once.
 */
public interface BlockSource {

    /** Bytes in all; never changes. */
    long size();

    /**
     * What a range is made of: extents in order, without gap or overlap, from exactly {@code offset} to exactly
     * {@code offset + length}. A {@link Extent.State#ZERO} and a {@link Extent.State#HOLE} both read as zeros.
     *
     * @param offset first byte, 0 or more
     * @param length bytes, 1 or more; the range lies within {@link #size()}
     * @throws IOException when the source cannot say
     */
    List<Extent> extents(long offset, long length) throws IOException;

    /**
     * Reads until the buffer has nothing remaining. There are no short reads.
     *
     * @param offset first byte, 0 or more; the range lies within {@link #size()}
     * @param into direct or not; its position ends at its limit
     * @throws IOException when a byte cannot be read as it was written; what the buffer then holds is undefined
     */
    void read(long offset, ByteBuffer into) throws IOException;
}
