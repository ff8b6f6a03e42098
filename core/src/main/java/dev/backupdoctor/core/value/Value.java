package dev.backupdoctor.core.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A value with what is known of it: one of three answers, never two. */
public sealed interface Value {

    /** Places kept for one value; a sum over thousands of lines names only the first of them. */
    int MAX_PLACES = 16;

    /**
     * A value that is there.
     *
     * @param it a String, RawName, BigDecimal, Duration, Size, Instant, Version, Code, Boolean, Event or a list of
     *     these
     * @param from where it was read or computed from, in reading order; empty for a literal
     */
    record Known(Object it, List<Place> from) implements Value {
        public Known {
            from = List.copyOf(from.size() > MAX_PLACES ? from.subList(0, MAX_PLACES) : from);
        }
    }

    /** We looked, and it is not there. */
    record None() implements Value {}

    /**
     * We could not look.
     *
     * @param wanted what would have to be read: kinds such as {@code product.config}, or the name of an open question
     */
    record Missing(SortedSet<String> wanted) implements Value {
        public Missing {
            wanted = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(wanted));
        }
    }

    static Value none() {
        return new None();
    }

    static Value of(Object it) {
        return new Known(it, List.of());
    }

    static Value of(Object it, Place from) {
        return new Known(it, List.of(from));
    }

    static Value of(Object it, List<Place> from) {
        return new Known(it, from);
    }

    static Value missing(String wanted) {
        return new Missing(new TreeSet<>(List.of(wanted)));
    }

    /** The value, if known. */
    default Optional<Object> known() {
        return this instanceof Known k ? Optional.of(k.it()) : Optional.empty();
    }

    /** The value if it is known and of this type. */
    default <T> Optional<T> as(Class<T> type) {
        return this instanceof Known k && type.isInstance(k.it()) ? Optional.of(type.cast(k.it())) : Optional.empty();
    }

    /** True when known and true. */
    default boolean isTrue() {
        return this instanceof Known k && Boolean.TRUE.equals(k.it());
    }

    /** True when known and false. */
    default boolean isFalse() {
        return this instanceof Known k && Boolean.FALSE.equals(k.it());
    }

    default boolean isKnown() {
        return this instanceof Known;
    }

    default boolean isMissing() {
        return this instanceof Missing;
    }

    /** Where the value comes from; empty for literals and for values that are not known. */
    default List<Place> from() {
        return this instanceof Known k ? k.from() : List.of();
    }

    /** What an operation on these gives when one of them is not known: none before missing, because we did look. */
    static Value unknown(Value... operands) {
        SortedSet<String> wanted = new TreeSet<>();
        for (Value v : operands) {
            if (v instanceof None) {
                return none();
            }
            if (v instanceof Missing m) {
                wanted.addAll(m.wanted());
            }
        }
        return new Missing(wanted);
    }

    /** The places of all operands, each once, in order. */
    static List<Place> places(Collection<? extends Value> operands) {
        List<Place> all = new ArrayList<>();
        for (Value v : operands) {
            for (Place p : v.from()) {
                if (all.size() < MAX_PLACES && !all.contains(p)) {
                    all.add(p);
                }
            }
        }
        return all;
    }
}
