package dev.backupdoctor.core.finding;

import dev.backupdoctor.core.value.Place;
import java.util.List;

/**
 * A named value of a finding, for machines.
 *
 * @param value a BigDecimal, Boolean or String; durations in seconds, sizes in bytes, instants as ISO 8601 text
 * @param unit {@code s}, {@code B}, {@code 1} for plain numbers, empty for what has no unit
 * @param from where it was read or computed from
 */
public record Figure(Object value, String unit, List<Place> from) {
    public Figure {
        from = List.copyOf(from);
    }
}
