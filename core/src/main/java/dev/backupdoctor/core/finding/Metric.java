package dev.backupdoctor.core.finding;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A figure measured for every group, finding or not.
 *
 * @param unit {@code s}, {@code B} or {@code 1}
 * @param at time of the newest record that it was measured on
 */
public record Metric(
        String name, BigDecimal value, String unit, SortedMap<String, String> key, String help, Optional<Instant> at) {

    /** Of no known time. */
    public Metric(String name, BigDecimal value, String unit, SortedMap<String, String> key, String help) {
        this(name, value, unit, key, help, Optional.empty());
    }
}
