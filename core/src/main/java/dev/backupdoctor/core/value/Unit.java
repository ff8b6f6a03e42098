package dev.backupdoctor.core.value;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Units of measure that a rule may write, {@code 30 min}, or show a value in, <code>{gap in ns}</code>. */
public enum Unit {
    NS("ns", Scalar.DURATION, 1L),
    US("us", Scalar.DURATION, 1_000L),
    MS("ms", Scalar.DURATION, 1_000_000L),
    S("s", Scalar.DURATION, 1_000_000_000L),
    MIN("min", Scalar.DURATION, 60_000_000_000L),
    H("h", Scalar.DURATION, 3_600_000_000_000L),
    D("d", Scalar.DURATION, 86_400_000_000_000L),
    BYTE("B", Scalar.SIZE, 1L),
    KIB("KiB", Scalar.SIZE, 1L << 10),
    MIB("MiB", Scalar.SIZE, 1L << 20),
    GIB("GiB", Scalar.SIZE, 1L << 30),
    TIB("TiB", Scalar.SIZE, 1L << 40),
    KB("kB", Scalar.SIZE, 1_000L),
    MB("MB", Scalar.SIZE, 1_000_000L),
    GB("GB", Scalar.SIZE, 1_000_000_000L),
    TB("TB", Scalar.SIZE, 1_000_000_000_000L),
    PERCENT("%", Scalar.NUMBER, 1L);

    private final String symbol;
    private final Scalar measure;
    private final long factor;

    Unit(String symbol, Scalar measure, long factor) {
        this.symbol = symbol;
        this.measure = measure;
        this.factor = factor;
    }

    public String symbol() {
        return symbol;
    }

    /** What it measures: a duration, a size, or a plain number for per cent. */
    public Scalar measure() {
        return measure;
    }

    /** Nanoseconds or bytes in one unit; a hundredth for per cent. */
    public BigDecimal factor() {
        return this == PERCENT ? new BigDecimal("0.01") : BigDecimal.valueOf(factor);
    }

    public static Optional<Unit> of(String symbol) {
        return Arrays.stream(values()).filter(u -> u.symbol.equals(symbol)).findFirst();
    }

    /** All units of one measure, smallest first. */
    public static List<Unit> of(Scalar measure) {
        return Arrays.stream(values()).filter(u -> u.measure.equals(measure)).toList();
    }
}
