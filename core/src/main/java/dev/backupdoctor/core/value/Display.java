package dev.backupdoctor.core.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How values read in messages: measured figures with units, no more digits than help.
 *
 * @param zone zone in which instants are shown; the offset is always shown with them
 */
public record Display(ZoneId zone) {

    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int LISTED = 5;
    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

    /** The value as text; {@code ?} when it is not known. */
    public String show(Value value) {
        return value.known().map(this::show).orElse("?");
    }

    /** The value counted in a unit, with the unit's symbol; {@code ?} when it is not known. */
    public String show(Value value, Unit unit) {
        return value.known()
                .flatMap(Measure::amount)
                .map(amount -> number(amount.divide(unit.factor(), MathContext.DECIMAL64), unit == Unit.PERCENT) + " "
                        + unit.symbol())
                .orElse("?");
    }

    public String show(Object it) {
        if (it instanceof BigDecimal n) {
            return number(n, false);
        } else if (it instanceof Duration d) {
            return duration(d);
        } else if (it instanceof Size s) {
            return size(s.bytes());
        } else if (it instanceof Instant t) {
            return instant(t);
        } else if (it instanceof Boolean b) {
            return b ? "yes" : "no";
        } else if (it instanceof Optional<?> o) {
            return o.map(this::show).orElse("?");
        } else if (it instanceof List<?> list) {
            return list(list);
        }
        return it.toString();
    }

    private String list(List<?> list) {
        String shown = list.stream().limit(LISTED).map(this::show).collect(Collectors.joining(", "));
        return list.size() > LISTED ? shown + " and " + (list.size() - LISTED) + " more" : shown;
    }

    private String instant(Instant t) {
        String offset = zone.getRules().getOffset(t).equals(ZoneOffset.UTC)
                ? "UTC"
                : zone.getRules().getOffset(t).getId();
        return INSTANT.format(t.atZone(zone)) + " " + offset;
    }

    static String number(BigDecimal n, boolean whole) {
        BigDecimal shown = n;
        if (whole && n.abs().compareTo(BigDecimal.TEN) >= 0) {
            shown = n.setScale(0, RoundingMode.HALF_EVEN);
        } else if (n.stripTrailingZeros().scale() > 0) {
            shown = n.round(FOUR_DIGITS);
        }
        String plain = shown.stripTrailingZeros().toPlainString();
        return plain.equals("0.0") ? "0" : plain;
    }

    /** Seconds with a tenth below an hour, then two units; below a tenth of a second in ms, us or ns. */
    static String duration(Duration d) {
        if (d.isNegative()) {
            return "-" + duration(d.negated());
        }
        BigDecimal ns = Measure.amount(d).orElseThrow();
        if (d.isZero()) {
            return "0 s";
        } else if (d.compareTo(Duration.ofMillis(100)) < 0) {
            Unit unit = d.compareTo(Duration.ofMillis(1)) >= 0
                    ? Unit.MS
                    : d.compareTo(Duration.ofNanos(1_000)) >= 0 ? Unit.US : Unit.NS;
            return number(ns.divide(unit.factor(), MathContext.DECIMAL64), false) + " " + unit.symbol();
        } else if (d.compareTo(Duration.ofHours(1)) < 0) {
            BigDecimal tenths = ns.divide(Unit.S.factor()).setScale(1, RoundingMode.HALF_EVEN);
            return tenths.stripTrailingZeros().toPlainString() + " s";
        } else if (d.compareTo(Duration.ofDays(1)) < 0) {
            long minutes = d.plusSeconds(30).toMinutes();
            return two(minutes / 60, "h", minutes % 60, "min");
        }
        long hours = d.plusMinutes(30).toHours();
        return two(hours / 24, "d", hours % 24, "h");
    }

    private static String two(long big, String bigUnit, long small, String smallUnit) {
        return small == 0 ? big + " " + bigUnit : big + " " + bigUnit + " " + small + " " + smallUnit;
    }

    /** Exact bytes below 10 KiB, then the greatest binary unit that leaves at least 1. */
    static String size(long bytes) {
        if (Math.abs(bytes) < 10 * 1024) {
            return bytes + " B";
        }
        Unit unit = Unit.KIB;
        for (Unit next : List.of(Unit.MIB, Unit.GIB, Unit.TIB)) {
            if (BigDecimal.valueOf(bytes).abs().compareTo(next.factor()) >= 0) {
                unit = next;
            }
        }
        BigDecimal tenths = BigDecimal.valueOf(bytes).divide(unit.factor()).setScale(1, RoundingMode.HALF_EVEN);
        return tenths.stripTrailingZeros().toPlainString() + " " + unit.symbol();
    }
}
