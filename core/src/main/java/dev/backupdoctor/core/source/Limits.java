package dev.backupdoctor.core.source;

/**
 * How much one named input may ask for before what it holds is cut. A decompression bomb stops one source, never the
 * rest.
 *
 * @param ratio bytes that one compressed byte may become, judged once {@code ratioAfterBytes} have come out; read-ahead
 *     of up to 256 KiB is allowed for
 * @param ratioAfterBytes decompressed bytes of one source below which no ratio is too high: a log of one repeated line
 *     packs well
 * @param plainBytes bytes that all decompression below one named input may give together; what is not compressed does
 *     not count
 * @param members members of all archives below one named input together
 * @param nesting archives within archives, and likewise compressions around one content
 * @param memoryBytes memory that one decompressor may ask for: dictionary or window
 */
public record Limits(int ratio, long ratioAfterBytes, long plainBytes, int members, int nesting, long memoryBytes) {

    private static final long MIB = 1L << 20;

    /** 200:1 after 64 MiB, 64 GiB, 100,000 members, three deep, 128 MiB of memory. */
    public static final Limits DEFAULT = new Limits(200, 64 * MIB, 64 * 1024 * MIB, 100_000, 3, 128 * MIB);

    public Limits {
        if (ratio < 1 || ratioAfterBytes < 0 || plainBytes < 0 || members < 0 || nesting < 0 || memoryBytes < 0) {
            throw new IllegalArgumentException("limits cannot be negative");
        }
    }
}
