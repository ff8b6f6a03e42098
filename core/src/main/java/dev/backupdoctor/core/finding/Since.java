package dev.backupdoctor.core.finding;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is different from the last check.
 *
 * @param last when that was; empty at the first one
 * @param fresh fingerprints of findings that it did not have
 * @param gone what it had and this one has not, although it could look
 */
public record Since(Optional<Instant> last, Set<String> fresh, List<Gone> gone) {

    /**
     * A finding that is no more.
     *
     * @param first when it was first seen
     */
    public record Gone(String rule, String fingerprint, String message, Instant first) {}

    public Since {
        fresh = Set.copyOf(fresh);
        gone = List.copyOf(gone);
    }
}
