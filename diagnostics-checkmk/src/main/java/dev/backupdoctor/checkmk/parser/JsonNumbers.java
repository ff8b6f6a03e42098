package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.core.value.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** What numbers of state files mean. */
final class JsonNumbers {

    private static final BigDecimal LAST = BigDecimal.valueOf(100_000_000_000L);

    private JsonNumbers() {}

    /** Seconds since 1970 as the time in UTC, to the millisecond; empty for what cannot be meant. */
    static Optional<LocalDateTime> time(BigDecimal seconds) {
        if (seconds.signum() <= 0 || seconds.scale() > 40 || seconds.compareTo(LAST) > 0) {
            return Optional.empty();
        }
        long millis = seconds.movePointRight(3).setScale(0, RoundingMode.DOWN).longValueExact();
        return Optional.of(
                LocalDateTime.ofEpochSecond(millis / 1000, (int) (millis % 1000) * 1_000_000, ZoneOffset.UTC));
    }

    /** Bytes; empty for what cannot be meant. */
    static Optional<Size> size(BigDecimal bytes) {
        boolean fits = bytes.signum() >= 0 && bytes.scale() <= 40 && bytes.precision() - bytes.scale() <= 18;
        return fits ? Optional.of(new Size(bytes.longValue())) : Optional.empty();
    }
}
