package dev.backupdoctor.core.source;

import java.time.Duration;

/** When a run has to be over, by a clock that nobody sets. */
public final class Deadline {

    /** Never. */
    public static final Deadline NONE = new Deadline(Long.MAX_VALUE, 0);

    private final long spanNanos;
    private final long began;

    private Deadline(long spanNanos, long began) {
        this.spanNanos = spanNanos;
        this.began = began;
    }

    /** So long from now. */
    public static Deadline in(Duration span) {
        long nanos = span.compareTo(Duration.ofDays(365)) > 0 ? Long.MAX_VALUE : span.toNanos();
        return new Deadline(nanos, System.nanoTime());
    }

    public boolean isOver() {
        return left().isZero();
    }

    /** What is left, never negative. */
    public Duration left() {
        if (spanNanos == Long.MAX_VALUE) {
            return Duration.ofDays(365);
        }
        return Duration.ofNanos(Math.max(0, spanNanos - (System.nanoTime() - began)));
    }

    /** What is left of both. */
    public Duration leftWithin(Duration most) {
        return left().compareTo(most) < 0 ? left() : most;
    }
}
