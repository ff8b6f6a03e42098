package dev.backupdoctor.oceanbase.parser;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/** Numbers and times as OceanBase writes them. None of these throws on content. */
final class Times {

    private static final int MAX_DIGITS = 20;
    private static final long NANOS = 1_000_000_000L;
    private static final long MICROS = 1_000_000L;

    private Times() {}

    /** A whole number, perhaps with a sign. */
    static Optional<BigDecimal> number(String text) {
        boolean signed = text.startsWith("-");
        int digits = text.length() - (signed ? 1 : 0);
        boolean fits = digits > 0
                && digits <= MAX_DIGITS
                && text.chars().skip(signed ? 1 : 0).allMatch(c -> c >= '0' && c <= '9');
        return fits ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** A whole number that a long can hold. */
    static Optional<Long> whole(String text) {
        return number(text)
                .filter(n -> n.toBigInteger().bitLength() < Long.SIZE)
                .map(BigDecimal::longValue);
    }

    /**
     * {@code 2023-05-19 13:23:25.238790}, in the server's zone; the fraction may have any length up to 9, or be absent.
     */
    static Optional<LocalDateTime> local(String text) {
        boolean shaped = text.length() >= 19
                && text.length() <= 29
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == ' '
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && (text.length() == 19 || (text.length() > 20 && text.charAt(19) == '.'));
        if (!shaped) {
            return Optional.empty();
        }
        String fraction = text.length() == 19 ? "0" : text.substring(20);
        int[] parts = new int[7];
        int[] from = {0, 5, 8, 11, 14, 17};
        for (int i = 0; i < from.length; i++) {
            parts[i] = digits(text.substring(from[i], from[i] + (i == 0 ? 4 : 2)));
        }
        parts[6] = digits((fraction + "000000000").substring(0, 9));
        try {
            return Optional.of(LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]));
        } catch (DateTimeException noSuchTime) {
            return Optional.empty();
        }
    }

    /** The number, -1 for anything but digits. */
    private static int digits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(text) : -1;
    }

    /** Nanoseconds since 1970, as an SCN counts them; none for 0 and for the greatest number, which mean "not set". */
    static Optional<Instant> scn(String text) {
        return whole(text)
                .filter(n -> n > 0 && n < Long.MAX_VALUE)
                .map(n -> Instant.ofEpochSecond(n / NANOS, n % NANOS));
    }

    /** Microseconds since 1970; none for 0. */
    static Optional<Instant> micros(String text) {
        return whole(text)
                .filter(n -> n > 0 && n < Long.MAX_VALUE)
                .map(n -> Instant.ofEpochSecond(n / MICROS, n % MICROS * 1_000));
    }
}
