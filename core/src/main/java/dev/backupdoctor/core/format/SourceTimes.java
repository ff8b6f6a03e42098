package dev.backupdoctor.core.format;

import dev.backupdoctor.core.source.Source;
import dev.backupdoctor.core.value.Code;
import dev.backupdoctor.core.value.Value;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Places the times of one source: those without zone in its zone, those without year near its last change. */
final class SourceTimes {

    private final ZoneId zone;
    private final boolean known;
    private final Optional<Instant> modified;
    private final Codes codes;
    private boolean assumed;
    private boolean yearless;

    SourceTimes(Plan plan, Source source, Reading reading, Map<String, Value> constants) {
        Optional<ZoneId> told = plan.utc()
                ? Optional.of(ZoneOffset.UTC)
                : constants.getOrDefault("zone", Value.none()).as(String.class).flatMap(SourceTimes::zone);
        this.zone = told.orElse(reading.zone());
        this.known = told.isPresent() || reading.zoneGiven();
        this.modified = source.modified();
        this.codes = plan.codes();
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            // Some programs write an offset east of Greenwich without a sign: 08:00.
            String signed = name.matches("\\d{2}:\\d{2}") ? "+" + name : name;
            return Optional.of(ZoneId.of(signed, ZoneId.SHORT_IDS));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    /** True when a time was placed in a zone that nobody gave. */
    boolean isAssumed() {
        return assumed;
    }

    /** True when a time could not be placed because its year is not known. */
    boolean lacksYear() {
        return yearless;
    }

    /** The value as rules see it: times are instants, codes know their names. */
    Value settle(Value value) {
        if (value instanceof Value.Known k && k.it() instanceof LocalDateTime local) {
            return place(local).map(t -> Value.of(t, k.from())).orElse(Value.none());
        } else if (value instanceof Value.Known k
                && k.it() instanceof Code c
                && c.entry().isEmpty()) {
            return Value.of(codes.code(c.number()), k.from());
        }
        return value;
    }

    /** The time of a head, if it has one. */
    Optional<Instant> at(Map<String, Value> fields) {
        return settle(fields.getOrDefault("at", Value.none())).as(Instant.class);
    }

    private Optional<Instant> place(LocalDateTime local) {
        Optional<Instant> placed = local.getYear() == TimePattern.NO_YEAR
                ? nearestYear(local)
                : Optional.of(local.atZone(zone).toInstant());
        yearless |= placed.isEmpty();
        assumed |= placed.isPresent() && !known;
        return placed;
    }

    private Optional<Instant> nearestYear(LocalDateTime local) {
        return modified.flatMap(near -> {
            int year = near.atZone(zone).getYear();
            return IntStream.rangeClosed(year - 4, year + 4)
                    .mapToObj(local::withYear)
                    // 29 February becomes the 28th in other years.
                    .filter(t -> t.getDayOfMonth() == local.getDayOfMonth())
                    .map(t -> t.atZone(zone).toInstant())
                    .min(Comparator.comparing(t -> Duration.between(near, t).abs()));
        });
    }
}
