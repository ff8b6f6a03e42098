package dev.backupdoctor.core.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds all places where one of many literals stands. Immutable; safe for use by many threads. */
interface LiteralSearch {

    /** Searches {@code text} from {@code from} (inclusive) to {@code to} (exclusive) and adds what it finds. */
    void search(byte[] text, int from, int to, Hits hits);

    /** A search for these; they are known by their index. */
    static LiteralSearch of(List<byte[]> literals) {
        List<LiteralSearch> searches = new ArrayList<>();
        // The shortest literal limits how far a search can jump, so short ones must not slow down the others.
        for (int[] lengths : new int[][] {{1, 1}, {2, 3}, {SkipSearch.MIN_LENGTH, 7}, {8, Integer.MAX_VALUE}}) {
            List<Integer> chosen = new ArrayList<>();
            for (int i = 0; i < literals.size(); i++) {
                int length = literals.get(i).length;
                if (length >= lengths[0] && length <= lengths[1]) {
                    chosen.add(i);
                }
            }
            if (!chosen.isEmpty()) {
                searches.add(
                        switch (lengths[0]) {
                            case 1 -> new ByteSearch(literals, chosen);
                            case 2 -> new PairSearch(literals, chosen);
                            default -> new SkipSearch(literals, chosen);
                        });
            }
        }
        return (text, from, to, hits) -> searches.forEach(s -> s.search(text, from, to, hits));
    }

    /** Where literals were found: pairs of a position and a literal. Reused from block to block. */
    final class Hits {

        private long[] pairs = new long[64];
        private int count;
        private boolean sorted = true;

        void clear() {
            count = 0;
            sorted = true;
        }

        void add(int position, int literal) {
            if (count == pairs.length) {
                pairs = Arrays.copyOf(pairs, count * 2);
            }
            pairs[count] = ((long) position << 32) | literal;
            sorted &= count == 0 || pairs[count - 1] <= pairs[count];
            count++;
        }

        /** Brings the hits into the order of their positions. */
        void sort() {
            if (!sorted) {
                Arrays.sort(pairs, 0, count);
                sorted = true;
            }
        }

        int count() {
            return count;
        }

        /** Index of the literal's first byte. */
        int position(int hit) {
            return (int) (pairs[hit] >>> 32);
        }

        int literal(int hit) {
            return (int) pairs[hit];
        }
    }
}
