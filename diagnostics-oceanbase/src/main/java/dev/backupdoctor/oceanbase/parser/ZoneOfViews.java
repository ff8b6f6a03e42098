package dev.backupdoctor.oceanbase.parser;

import dev.backupdoctor.core.value.Placed;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The zone in which a server prints its times, told by rows that give one moment both ways: as an SCN, and as a time.
 * The start of a backup comes within moments of its SCN, and zones differ by quarters of an hour.
 */
record ZoneOfViews(List<Result> results) {

    private static final long QUARTER = 15 * 60;
    private static final Duration MOMENTS = Duration.ofMinutes(2);

    private static final String[][] PAIRS = {
        {"CHECKPOINT_SCN", "CHECKPOINT_SCN_DISPLAY"},
        {"START_SCN", "START_SCN_DISPLAY"},
        {"MIN_RESTORE_SCN", "MIN_RESTORE_SCN_DISPLAY"},
        {"START_SCN", "START_TIMESTAMP"}
    };

    /** The offset such as {@code +08:00}, with the time that tells it. */
    Optional<Placed<String>> offset() {
        return results.stream()
                .flatMap(r -> r.rows().stream())
                .flatMap(row -> offset(row).stream())
                .findFirst();
    }

    private static Optional<Placed<String>> offset(ViewRow row) {
        for (String[] pair : PAIRS) {
            Optional<Instant> scn = row.scn(pair[0]);
            Optional<LocalDateTime> shown = row.time(pair[1]);
            if (scn.isPresent() && shown.isPresent()) {
                Optional<ZoneOffset> offset = offset(scn.get(), shown.get());
                if (offset.isPresent()) {
                    return Optional.of(new Placed<>(offset.get().getId(), row.place(pair[1])));
                }
            }
        }
        return Optional.empty();
    }

    static Optional<ZoneOffset> offset(Instant scn, LocalDateTime shown) {
        long seconds = Duration.between(scn, shown.toInstant(ZoneOffset.UTC)).toSeconds();
        long rounded = Math.round((double) seconds / QUARTER) * QUARTER;
        boolean exact = Math.abs(seconds - rounded) <= MOMENTS.toSeconds();
        return exact && Math.abs(rounded) <= ZoneOffset.MAX.getTotalSeconds()
                ? Optional.of(ZoneOffset.ofTotalSeconds((int) rounded))
                : Optional.empty();
    }
}
