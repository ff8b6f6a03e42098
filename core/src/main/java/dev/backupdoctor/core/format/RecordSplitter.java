package dev.backupdoctor.core.format;

import dev.backupdoctor.core.source.Secrets;
import dev.backupdoctor.core.value.Value;
import dev.backupdoctor.core.value.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Cuts lines into records, and finds the head of a line that has none by looking back from it. Lines are shown to it in
 * their order, but not all of them.
 */
final class RecordSplitter {

    static final int MAX_LINES_BACK = 200;
    private static final Block NONE = new Block(new byte[0], 0, 0, 0, false, false);

    private final HeadFinder heads;
    private final String file;
    private final Supplier<Optional<Version>> version;
    /** Offset up to which the head in force is known. */
    private long knownTo;

    private Map<String, Value> known = Map.of();
    private Block block = NONE;

    RecordSplitter(HeadFinder heads, String file, Supplier<Optional<Version>> version) {
        this.heads = heads;
        this.file = file;
        this.version = version;
    }

    /** Goes on to the next block. */
    void next(Block next) {
        block = next;
    }

    /** The line in {@code [begin, end)} of the buffer. */
    Line line(int begin, int end, long number, boolean complete) {
        return new Line(file, number, block.offset(begin), Secrets.masked(block.text(begin, end)), complete);
    }

    /**
     * The records in a line.
     *
     * @param begin index of its first byte in the buffer
     * @param end index after its last byte, without line feed
     */
    List<LogRecord> split(Line line, int begin, int end) {
        int length = line.text().length();
        if (heads.isEmpty()) {
            return List.of(new LogRecord(line, line.begin(), length, Map.of()));
        }
        List<HeadFinder.Found> found = heads.in(line, version.get());
        List<LogRecord> records = new ArrayList<>();
        int first = found.isEmpty() ? length : found.get(0).from();
        if (first > line.begin() || found.isEmpty()) {
            records.add(new LogRecord(line, line.begin(), first, inForceBefore(begin, line.number())));
        }
        for (int i = 0; i < found.size(); i++) {
            int to = i + 1 < found.size() ? found.get(i + 1).from() : length;
            records.add(new LogRecord(line, found.get(i).to(), to, found.get(i).fields()));
        }
        known = records.get(records.size() - 1).head();
        knownTo = block.offset(end) + 1;
        return records;
    }

    /** Says that a part of a line holds nothing of interest, so that the head before it is still in force after it. */
    void pass(int begin, int end) {
        if (block.offset(begin) <= knownTo) {
            knownTo = Math.max(knownTo, block.offset(end) + 1);
        }
    }

    /** The head of the record that a line belongs to, which begins at an index and has none of its own. */
    private Map<String, Value> inForceBefore(int begin, long number) {
        return block.offset(begin) <= knownTo ? known : lookBack(begin - 1, number - 1);
    }

    /**
     * The head in force at the end of the block.
     *
     * @param lines of the source up to there
     */
    Map<String, Value> last(long lines) {
        int end = block.to();
        if (end == 0 || heads.isEmpty()) {
            return Map.of();
        }
        return lookBack(block.endsLine() ? end - 1 : end, lines);
    }

    /** The first head in the block. */
    Map<String, Value> first() {
        int at = block.from();
        for (int i = 0; i < MAX_LINES_BACK && at < block.to() && !heads.isEmpty(); i++) {
            int end = block.lineEnd(at);
            List<HeadFinder.Found> found = heads.in(line(at, end, i + 1, true), Optional.empty());
            if (!found.isEmpty()) {
                return found.get(0).fields();
            }
            at = end + 1;
        }
        return Map.of();
    }

    /** The last head in the line that ends at an index, or in those before it. */
    private Map<String, Value> lookBack(int end, long number) {
        int low = Math.max(0, end - Block.HISTORY);
        int stop = end;
        for (int i = 0; i < MAX_LINES_BACK && stop >= low; i++) {
            if (block.offset(stop) < knownTo) {
                return known;
            }
            int begin = block.lineBegin(stop, low);
            boolean complete = begin > low || block.offset(begin) == 0;
            List<HeadFinder.Found> found = heads.in(line(begin, stop, number - i, complete), version.get());
            if (!found.isEmpty()) {
                return found.get(found.size() - 1).fields();
            }
            stop = begin - 1;
        }
        return Map.of();
    }
}
