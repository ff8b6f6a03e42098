package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.format.Claim;
import dev.backupdoctor.core.format.SourceEvents;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A time for which a source was looked into without a gap.
 *
 * @param files that were read for it
 * @param claims kinds that they were looked into for: only for these does silence mean that there is nothing
 * @param first time of the first record, if there are times
 * @param last time of the last record
 */
public record Coverage(List<String> files, List<Claim> claims, Optional<Instant> first, Optional<Instant> last) {

    public Coverage {
        files = List.copyOf(files);
        claims = List.copyOf(claims);
    }

    /** What files cover that follow each other without a gap. */
    static Coverage of(List<SourceEvents> parts) {
        return new Coverage(
                parts.stream().map(p -> p.source().name()).toList(),
                parts.stream().flatMap(p -> p.claims().stream()).distinct().toList(),
                parts.stream().flatMap(p -> p.first().stream()).min(Comparator.naturalOrder()),
                parts.stream().flatMap(p -> p.last().stream()).max(Comparator.naturalOrder()));
    }
}
