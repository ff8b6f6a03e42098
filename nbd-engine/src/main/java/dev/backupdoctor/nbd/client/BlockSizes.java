package dev.backupdoctor.nbd.client;

/**
 * How large requests may be.
 *
 * @param minimum bytes; offsets and lengths must be multiples of it; a power of two up to 65536
 * @param preferred bytes; what the server likes best, a multiple of the minimum
 * @param maximum bytes of payload of one request at most
 */
public record BlockSizes(int minimum, int preferred, int maximum) {
    /** What holds when the server says nothing. */
    public static final BlockSizes DEFAULT = new BlockSizes(1, 4096, 32 << 20);

    private static final int LARGEST_MINIMUM = 65_536;

    /**
     * Checks the bounds that the protocol gives.
     *
     * @throws IllegalArgumentException when one is broken
     */
    public BlockSizes {
        if (minimum < 1 || minimum > LARGEST_MINIMUM || Integer.bitCount(minimum) != 1) {
            throw new IllegalArgumentException("minimum block size is " + minimum);
        }
        if (preferred < minimum || preferred % minimum != 0) {
            throw new IllegalArgumentException("preferred block size is " + preferred);
        }
        if (maximum < minimum) {
            throw new IllegalArgumentException("maximum block size is " + maximum);
        }
    }
}
