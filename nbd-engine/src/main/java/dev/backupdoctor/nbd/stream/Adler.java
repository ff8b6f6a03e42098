package dev.backupdoctor.nbd.stream;

/**
 * Adler-32 of a file whose parts are summed apart from each other: in any order, by any thread.
 *
 * <p>The sum of two parts in a row follows from their sums and the length of the second; of zeros it follows from their
 * number. Format: RFC 1950, section 8.2; the sum of nothing is 1.
 */
public final class Adler {
    /** The sum of nothing. */
    public static final long EMPTY = 1;

    private static final long MOD = 65_521;

    private Adler() {}

    /**
     * The sum of two parts, the second right after the first.
     *
     * @param secondBytes length of the second part
     */
    public static long combine(long first, long second, long secondBytes) {
        long repeats = secondBytes % MOD;
        long a1 = first & 0xffff;
        long b1 = first >>> 16 & 0xffff;
        long a2 = second & 0xffff;
        long b2 = second >>> 16 & 0xffff;
        // Each of the two began with a = 1, which counts once too often.
        long a = (a1 + a2 + MOD - 1) % MOD;
        long b = (b1 + b2 + repeats * (a1 + MOD - 1)) % MOD;
        return b << 16 | a;
    }

    /** The sum of so many zero bytes. */
    public static long ofZeros(long bytes) {
        return (bytes % MOD) << 16 | 1;
    }
}
