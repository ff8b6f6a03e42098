package dev.backupdoctor.core.finding;

import java.math.BigDecimal;
import java.util.SortedMap;

/**
 * A figure measured for every group, finding or not.
 *
 * @param unit {@code s}, {@code B} or {@code 1}
 */
public record Metric(String name, BigDecimal value, String unit, SortedMap<String, String> key, String help) {}
