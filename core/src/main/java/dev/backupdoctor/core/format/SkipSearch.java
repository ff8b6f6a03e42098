package dev.backupdoctor.core.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Search for literals of four bytes and more, after Wu and Manber: of each literal one window is looked for, and the
 * three bytes that end a stretch of text say how far the next window can be.
 */
final class SkipSearch implements LiteralSearch {

    /** Shorter literals have no window. */
    static final int MIN_LENGTH = 4;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MAX_WINDOW = 24;
    private static final int HASH_BITS = 15;
    private static final int FIRST_BITS = 16;
    private static final int SPREAD = 0x9E3779B1;
    /** Bytes of text between two looks at what was found, so that it is still in the cache. */
    private static final int SLICE = 16 << 10;

    private final int window;
    /** By hash of three bytes: bytes to go on; 0 when a window may end here. */
    private final byte[] shift = new byte[1 << HASH_BITS];
    /** By hash of three bytes: bytes to go on after a window may have ended here; at least 1. */
    private final byte[] again = new byte[1 << HASH_BITS];
    /** By hash of three bytes: first literal whose window they end, plus 1. */
    private final int[] first = new int[1 << HASH_BITS];
    /** One bit by hash of four bytes: some window begins so. */
    private final long[] begins = new long[1 << (FIRST_BITS - 6)];

    private final byte[][] literals;
    private final int[] ids;
    private final int[] windowAt;
    private final int[] next;

    SkipSearch(List<byte[]> all, List<Integer> chosen) {
        ids = chosen.stream().mapToInt(i -> i).toArray();
        literals = Arrays.stream(ids).mapToObj(all::get).toArray(byte[][]::new);
        next = new int[ids.length];
        int shortest = Arrays.stream(literals).mapToInt(l -> l.length).min().orElse(MIN_LENGTH);
        window = Math.min(MAX_WINDOW, shortest);
        windowAt = Arrays.stream(literals)
                .mapToInt(l -> ByteRarity.rarestWindow(l, window))
                .toArray();
        Arrays.fill(shift, (byte) (window - 2));
        Arrays.fill(again, (byte) (window - 2));
        for (int i = ids.length - 1; i >= 0; i--) {
            add(i);
        }
    }

    private void add(int i) {
        byte[] literal = literals[i];
        int begin = windowAt[i];
        for (int end = begin + 2; end < begin + window; end++) {
            set(hashOf(literal, end), begin + window - 1 - end);
        }
        int last = hashOf(literal, begin + window - 1);
        next[i] = first[last];
        first[last] = i + 1;
        int bit = firstHash(literal, begin);
        begins[bit >>> 6] |= 1L << bit;
    }

    private void set(int hash, int distance) {
        shift[hash] = (byte) Math.min(shift[hash], distance);
        if (distance > 0) {
            again[hash] = (byte) Math.min(again[hash], distance);
        }
    }

    /** As {@link #hash(byte[], int)}, for any index from 2 on. */
    private static int hashOf(byte[] text, int end) {
        int low = text[end - 2] & 0xff;
        int middle = (text[end - 1] & 0xff) << 8;
        return hash(low | middle | ((text[end] & 0xff) << 16));
    }

    /** Of the three bytes that end at an index, which is 3 or more. */
    private static int hash(byte[] text, int end) {
        return hash((int) INTS.get(text, end - 3) >>> 8);
    }

    private static int hash(int threeBytes) {
        return (threeBytes * SPREAD) >>> (32 - HASH_BITS);
    }

    private static int firstHash(byte[] text, int begin) {
        return ((int) INTS.get(text, begin) * SPREAD) >>> (32 - FIRST_BITS);
    }

    @Override
    public void search(byte[] text, int from, int to, Hits hits) {
        int[] ends = new int[SLICE];
        int end = from + window - 1;
        while (end < to) {
            int stop = Math.min(to, end + SLICE);
            int count = candidates(text, end, stop, ends);
            // Comparing stands outside the loop over the text: there it would cost the loop its registers.
            for (int i = 0; i < count; i++) {
                compare(text, from, to, ends[i], hits);
            }
            end = stop;
        }
    }

    /** Goes over a slice with four cursors at a time, since each has to wait for what it loads. */
    private int candidates(byte[] text, int from, int to, int[] ends) {
        int quarter = (to - from) / 4;
        int b0 = from + quarter;
        int c0 = b0 + quarter;
        int d0 = c0 + quarter;
        int a = from;
        int b = b0;
        int c = c0;
        int d = d0;
        int count = 0;
        while (a < b0 && b < c0 && c < d0 && d < to) {
            int ha = hash(text, a);
            int hb = hash(text, b);
            int hc = hash(text, c);
            int hd = hash(text, d);
            int sa = shift[ha];
            int sb = shift[hb];
            int sc = shift[hc];
            int sd = shift[hd];
            if (sa == 0) {
                ends[count++] = a;
                sa = again[ha];
            }
            if (sb == 0) {
                ends[count++] = b;
                sb = again[hb];
            }
            if (sc == 0) {
                ends[count++] = c;
                sc = again[hc];
            }
            if (sd == 0) {
                ends[count++] = d;
                sd = again[hd];
            }
            a += sa;
            b += sb;
            c += sc;
            d += sd;
        }
        count = rest(text, a, b0, ends, count);
        count = rest(text, b, c0, ends, count);
        count = rest(text, c, d0, ends, count);
        return rest(text, d, to, ends, count);
    }

    private int rest(byte[] text, int from, int to, int[] ends, int found) {
        int count = found;
        for (int i = from; i < to; ) {
            int hash = hash(text, i);
            int far = shift[hash];
            if (far == 0) {
                ends[count++] = i;
                far = again[hash];
            }
            i += far;
        }
        return count;
    }

    private void compare(byte[] text, int from, int to, int end, Hits hits) {
        int begin = end - window + 1;
        int bit = firstHash(text, begin);
        if ((begins[bit >>> 6] & 1L << bit) == 0) {
            return;
        }
        for (int i = first[hash(text, end)]; i > 0; i = next[i - 1]) {
            byte[] literal = literals[i - 1];
            int at = begin - windowAt[i - 1];
            if (at >= from
                    && at + literal.length <= to
                    && Arrays.equals(text, at, at + literal.length, literal, 0, literal.length)) {
                hits.add(at, ids[i - 1]);
            }
        }
    }
}
