package dev.backupdoctor.core.format;

import java.util.Arrays;
import java.util.List;

/**
 * Search for literals of two or three bytes, after Wu and Manber: the pair of bytes that ends the window says how far
 * the next literal can be.
 */
final class PairSearch implements LiteralSearch {

    private static final int PAIRS = 1 << 16;
    private static final int MAX_WINDOW = 64;

    private final int window;
    /** By pair: bytes to go on; 0 when a literal's window may end here. */
    private final byte[] shift = new byte[PAIRS];
    /** By pair: bytes to go on after its literals were compared; at least 1. */
    private final byte[] again = new byte[PAIRS];
    /** By pair: first literal whose window it ends, as index into {@link #literals} plus 1. */
    private final int[] first = new int[PAIRS];

    private final byte[][] literals;
    private final int[] ids;
    private final int[] next;

    PairSearch(List<byte[]> all, List<Integer> chosen) {
        ids = chosen.stream().mapToInt(i -> i).toArray();
        literals = Arrays.stream(ids).mapToObj(all::get).toArray(byte[][]::new);
        next = new int[ids.length];
        window = Math.min(
                MAX_WINDOW,
                Arrays.stream(literals).mapToInt(l -> l.length).min().orElse(2));
        Arrays.fill(shift, (byte) (window - 1));
        Arrays.fill(again, (byte) (window - 1));
        for (int i = ids.length - 1; i >= 0; i--) {
            add(i);
        }
    }

    private void add(int i) {
        byte[] literal = literals[i];
        for (int end = 1; end < window; end++) {
            int pair = pair(literal, end);
            byte distance = (byte) (window - 1 - end);
            if (distance > 0) {
                again[pair] = (byte) Math.min(again[pair], distance);
            } else {
                next[i] = first[pair];
                first[pair] = i + 1;
            }
            shift[pair] = (byte) Math.min(shift[pair], distance);
        }
    }

    private static int pair(byte[] text, int end) {
        return (text[end - 1] & 0xff) << 8 | (text[end] & 0xff);
    }

    @Override
    public void search(byte[] text, int from, int to, Hits hits) {
        int i = from + window - 1;
        while (i < to) {
            int pair = (text[i - 1] & 0xff) << 8 | (text[i] & 0xff);
            int far = shift[pair];
            if (far == 0) {
                compare(text, i - window + 1, to, first[pair], hits);
                far = again[pair];
            }
            i += far;
        }
    }

    private void compare(byte[] text, int at, int to, int chain, Hits hits) {
        for (int i = chain; i > 0; i = next[i - 1]) {
            byte[] literal = literals[i - 1];
            if (at + literal.length <= to
                    && text[at] == literal[0]
                    && Arrays.equals(text, at, at + literal.length, literal, 0, literal.length)) {
                hits.add(at, ids[i - 1]);
            }
        }
    }
}
