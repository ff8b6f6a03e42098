package dev.backupdoctor.core.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Arithmetic on measured values: durations are exact nanoseconds, sizes exact bytes, numbers decimal with 16 digits.
 * What cannot be computed (overflow, division by zero) is empty.
 */
public final class Measure {

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    private Measure() {}

    /** Nanoseconds, bytes, nanoseconds since the epoch, or the number itself; empty for what is not measured. */
    public static Optional<BigDecimal> amount(Object it) {
        if (it instanceof BigDecimal n) {
            return Optional.of(n);
        } else if (it instanceof Duration d) {
            return Optional.of(
                    BigDecimal.valueOf(d.getSeconds()).multiply(NANOS).add(BigDecimal.valueOf(d.getNano())));
        } else if (it instanceof Size s) {
            return Optional.of(BigDecimal.valueOf(s.bytes()));
        } else if (it instanceof Code c) {
            return Optional.of(BigDecimal.valueOf(c.number()));
        } else if (it instanceof Instant t) {
            return Optional.of(
                    BigDecimal.valueOf(t.getEpochSecond()).multiply(NANOS).add(BigDecimal.valueOf(t.getNano())));
        }
        return Optional.empty();
    }

    /** The amount as a value of the same measure as {@code like}, rounded half even to whole ns or bytes. */
    public static Optional<Object> of(BigDecimal amount, Object like) {
        try {
            if (like instanceof Duration) {
                return Optional.of(duration(whole(amount)));
            } else if (like instanceof Size) {
                return Optional.of(new Size(whole(amount).longValueExact()));
            } else if (like instanceof Instant) {
                Duration since = duration(whole(amount));
                return Optional.of(Instant.ofEpochSecond(since.getSeconds(), since.getNano()));
            }
            return Optional.of(amount);
        } catch (ArithmeticException | DateTimeException overflow) {
            return Optional.empty();
        }
    }

    private static BigDecimal whole(BigDecimal amount) {
        return amount.setScale(0, RoundingMode.HALF_EVEN);
    }

    private static Duration duration(BigDecimal nanos) {
        BigDecimal[] parts = nanos.divideAndRemainder(NANOS);
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
    }
}
