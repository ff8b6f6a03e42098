package dev.backupdoctor.core.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** What a time pattern has read so far. */
final class TimeFields {

    private int year = TimePattern.NO_YEAR;
    private int month;
    private int day;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private int offsetSeconds;

    void set(TimePart.Field field, int value) {
        switch (field) {
            case YEAR -> year = value;
            case MONTH -> month = value;
            case DAY -> day = value;
            case HOUR -> hour = value;
            case MINUTE -> minute = value;
            case SECOND -> second = value;
            case NANO -> nano = value;
            case OFFSET -> offsetSeconds = value;
            case WEEKDAY, LITERAL -> {}
        }
    }

    /** An {@link Instant} or a {@link LocalDateTime}; empty for a day or hour that does not exist. */
    Optional<Object> value(boolean zoned) {
        try {
            LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, second, nano);
            return Optional.of(zoned ? local.toInstant(ZoneOffset.ofTotalSeconds(offsetSeconds)) : local);
        } catch (DateTimeException impossible) {
            return Optional.empty();
        }
    }
}
