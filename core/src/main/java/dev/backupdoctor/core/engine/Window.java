package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.value.Value;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The time that a join looks at: {@code after X before Y within D}.
 *
 * @param after an event, an instant, or empty for no lower bound
 * @param before likewise
 * @param within greatest distance from {@code after}, or else from {@code before}
 */
record Window(Optional<Object> after, Optional<Object> before, Optional<Duration> within) {

    static final Window ALWAYS = new Window(Optional.empty(), Optional.empty(), Optional.empty());

    /** What a bound says of an event. */
    private enum Side {
        INSIDE,
        OUTSIDE,
        UNKNOWN
    }

    /** True or false, or missing when the event or a bound has no time. */
    Value holds(Event event, Case in) {
        boolean unknown = false;
        for (Side side : new Side[] {lower(event, in), upper(event, in), near(event, in)}) {
            if (side == Side.OUTSIDE) {
                return Value.of(false);
            }
            unknown |= side == Side.UNKNOWN;
        }
        return unknown ? Value.missing("time of " + event.kind()) : Value.of(true);
    }

    private Side lower(Event event, Case in) {
        return after.map(bound -> side(event, bound, 1, in)).orElse(Side.INSIDE);
    }

    private Side upper(Event event, Case in) {
        return before.map(bound -> side(event, bound, -1, in)).orElse(Side.INSIDE);
    }

    /** Within one log the order of lines decides, between sources the time, give or take the skew. */
    private static Side side(Event event, Object bound, int sign, Case in) {
        if (bound instanceof Event other && in.sameSource(event, other)) {
            return Long.signum(event.order() - other.order()) * sign > 0 ? Side.INSIDE : Side.OUTSIDE;
        }
        Optional<Instant> mine = in.time(event);
        Optional<Instant> limit = instant(bound, in);
        if (mine.isEmpty() || limit.isEmpty()) {
            return Side.UNKNOWN;
        }
        Duration beyond = Duration.between(limit.get(), mine.get()).multipliedBy(sign);
        return beyond.plus(in.skew()).isNegative() ? Side.OUTSIDE : Side.INSIDE;
    }

    private Side near(Event event, Case in) {
        Optional<Object> anchor = after.or(() -> before);
        if (within.isEmpty() || anchor.isEmpty()) {
            return Side.INSIDE;
        }
        Optional<Instant> mine = in.time(event);
        Optional<Instant> limit = instant(anchor.get(), in);
        if (mine.isEmpty() || limit.isEmpty()) {
            return Side.UNKNOWN;
        }
        Duration distance = Duration.between(limit.get(), mine.get()).abs();
        return distance.compareTo(within.get().plus(in.skew())) <= 0 ? Side.INSIDE : Side.OUTSIDE;
    }

    private static Optional<Instant> instant(Object bound, Case in) {
        return bound instanceof Event e ? in.time(e) : Optional.of((Instant) bound);
    }

    /** True when the times do not speak against having looked at this window, up to its end or to now. */
    boolean reaches(Coverage source, Instant now) {
        Optional<Instant> begin = start();
        Optional<Instant> end = end();
        boolean over = source.last().isPresent()
                && begin.isPresent()
                && source.last().get().isBefore(begin.get());
        boolean later = source.first().isPresent()
                && end.isPresent()
                && source.first().get().isAfter(end.get());
        boolean ended = end.isEmpty()
                || !now.isBefore(end.get())
                || source.last().filter(last -> last.isAfter(end.get())).isPresent();
        return !over && !later && ended;
    }

    private Optional<Instant> start() {
        return after.flatMap(Window::plain)
                .or(() -> before.flatMap(Window::plain).flatMap(b -> within.flatMap(d -> shifted(b, d.negated()))));
    }

    private Optional<Instant> end() {
        return before.flatMap(Window::plain)
                .or(() -> after.flatMap(Window::plain).flatMap(a -> within.flatMap(d -> shifted(a, d))));
    }

    private static Optional<Instant> plain(Object bound) {
        return bound instanceof Event e ? e.at() : Optional.of((Instant) bound);
    }

    private static Optional<Instant> shifted(Instant t, Duration by) {
        try {
            return Optional.of(t.plus(by));
        } catch (DateTimeException | ArithmeticException tooFar) {
            return Optional.empty();
        }
    }
}
