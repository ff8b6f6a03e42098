package dev.backupdoctor.core.source;

import dev.backupdoctor.core.value.Display;
import dev.backupdoctor.core.value.Size;
import java.time.ZoneOffset;
import java.util.Optional;

/** What one named input has cost so far, against its limits. */
final class Budget {

    /** Buffers between the file and a decompressor: bytes that count as taken before they are used, or the reverse. */
    private static final long READ_AHEAD = 256 * 1024;

    private final Limits limits;
    private long takenBytes;
    private long plainBytes;
    private int members;

    Budget(Limits limits) {
        this.limits = limits;
    }

    Limits limits() {
        return limits;
    }

    /** Bytes that came from the file or standard input. */
    long takenBytes() {
        return takenBytes;
    }

    void take(long bytes) {
        takenBytes += bytes;
    }

    /** Counts one member of an archive; false when it is one too many. */
    boolean member() {
        return ++members <= limits.members();
    }

    /**
     * Counts decompressed bytes; gives the reason to cut when they are too many.
     *
     * @param outBytes what one decompressor has given so far, {@code bytes} included
     * @param takenBefore bytes that had been taken when it began
     */
    Optional<String> plain(long bytes, long outBytes, long takenBefore) {
        plainBytes += bytes;
        if (plainBytes > limits.plainBytes()) {
            return Optional.of("decompresses to more than " + size(limits.plainBytes()));
        }
        long inBytes = takenBytes - takenBefore + READ_AHEAD;
        if (outBytes > limits.ratioAfterBytes() && outBytes / limits.ratio() > inBytes) {
            return Optional.of("decompresses to more than " + limits.ratio() + " times its size, as a bomb does");
        }
        return Optional.empty();
    }

    static String size(long bytes) {
        return new Display(ZoneOffset.UTC).show(new Size(bytes));
    }
}
