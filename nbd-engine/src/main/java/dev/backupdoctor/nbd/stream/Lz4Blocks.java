package dev.backupdoctor.nbd.stream;

/**
 * Decodes LZ4 blocks that may refer to what the blocks before them decoded to: what linked frames need, and lz4-java
 * cannot do.
 *
 * <p>Format: lz4 block format, 2022-07-31. Works for any input: every length is held against both ends of both arrays.
 */
final class Lz4Blocks {
    private static final int LEAST_MATCH = 4;
    private static final int LONG_RUN = 15;

    private Lz4Blocks() {}

    /**
     * Decodes one block.
     *
     * @param history first byte of {@code into} that the block may refer to
     * @param at where in {@code into} the content goes; what lies from {@code history} to here was decoded before
     * @param limit the content must end here or before
     * @return the first byte of {@code into} after the content, or -1 when the block is damaged
     */
    static int decode(byte[] block, int blockBytes, byte[] into, int history, int at, int limit) {
        int in = 0;
        int out = at;
        while (in < blockBytes) {
            int token = block[in++] & 0xff;
            int literals = token >>> 4;
            if (literals == LONG_RUN) {
                int more;
                do {
                    if (in == blockBytes || literals > limit) {
                        return -1;
                    }
                    more = block[in++] & 0xff;
                    literals += more;
                } while (more == 255);
            }
            if (literals > blockBytes - in || literals > limit - out) {
                return -1;
            }
            System.arraycopy(block, in, into, out, literals);
            in += literals;
            out += literals;
            if (in == blockBytes) {
                // The last sequence of a block is literals alone.
                return out;
            }
            if (blockBytes - in < 2) {
                return -1;
            }
            int distance = (block[in] & 0xff) | (block[in + 1] & 0xff) << 8;
            in += 2;
            int match = token & 0xf;
            if (match == LONG_RUN) {
                int more;
                do {
                    if (in == blockBytes || match > limit) {
                        return -1;
                    }
                    more = block[in++] & 0xff;
                    match += more;
                } while (more == 255);
            }
            match += LEAST_MATCH;
            if (distance == 0 || distance > out - history || match > limit - out) {
                return -1;
            }
            copy(into, out - distance, out, match);
            out += match;
        }
        return -1;
    }

    /** Copies within an array; where source and target overlap, what was just written is repeated. */
    private static void copy(byte[] bytes, int from, int to, int length) {
        int done = Math.min(to - from, length);
        System.arraycopy(bytes, from, bytes, to, done);
        while (done < length) {
            // Everything from "from" on is the same pattern, so that each copy can double it.
            int next = Math.min((to - from) + done, length - done);
            System.arraycopy(bytes, from, bytes, to + done, next);
            done += next;
        }
    }
}
