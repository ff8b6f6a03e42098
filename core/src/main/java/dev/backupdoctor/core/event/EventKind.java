package dev.backupdoctor.core.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the kind of event that a record is, {@code product.name}.
 *
 * <p>Components become fields in snake_case. Their Java type gives the type of the field: String, RawName, int, long,
 * BigDecimal, Duration, Size, Instant, Version, Code, boolean, an enum for a set of words, or Place for the identity of
 * a record, which joins with a context's label; {@code Optional} may be none; {@code Placed} keeps the place of that
 * one value. A component named {@code at} is the time of the event.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventKind {
    String value();
}
