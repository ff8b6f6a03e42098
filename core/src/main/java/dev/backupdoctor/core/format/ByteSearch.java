package dev.backupdoctor.core.format;

import java.util.List;

/** Search for single bytes. */
final class ByteSearch implements LiteralSearch {

    private final int[] literalOf = new int[256];

    ByteSearch(List<byte[]> literals, List<Integer> chosen) {
        chosen.forEach(i -> literalOf[literals.get(i)[0] & 0xff] = i + 1);
    }

    @Override
    public void search(byte[] text, int from, int to, Hits hits) {
        for (int i = from; i < to; i++) {
            int literal = literalOf[text[i] & 0xff];
            if (literal > 0) {
                hits.add(i, literal - 1);
            }
        }
    }
}
