package dev.backupdoctor.nbd.stream;

import java.util.TreeMap;

/**
 * Adler-32 of a file whose parts come in any order: parts are joined as soon as the one before is there. For several
 * threads.
 */
public final class RunningAdler {
    /** Parts that wait for those before them, by where they begin. */
    private final TreeMap<Long, Part> waiting = new TreeMap<>();

    private long sum = Adler.EMPTY;
    private long end;

    private record Part(long bytes, long sum) {}

    /** Adds a part: where it begins in the file, its length, and its own sum. */
    public synchronized void add(long at, long bytes, long partSum) {
        if (at != end) {
            waiting.put(at, new Part(bytes, partSum));
            return;
        }
        join(bytes, partSum);
        while (!waiting.isEmpty() && waiting.firstKey() == end) {
            Part next = waiting.pollFirstEntry().getValue();
            join(next.bytes, next.sum);
        }
    }

    private void join(long bytes, long partSum) {
        sum = Adler.combine(sum, partSum, bytes);
        end += bytes;
    }

    /**
     * The sum of the file.
     *
     * @throws IllegalStateException when parts are missing
     */
    public synchronized long sum(long fileBytes) {
        if (end != fileBytes || !waiting.isEmpty()) {
            throw new IllegalStateException(
                    "summed up to byte " + end + " of " + fileBytes + ", parts that wait: " + waiting.size());
        }
        return sum;
    }
}
