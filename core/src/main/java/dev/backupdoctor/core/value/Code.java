package dev.backupdoctor.core.value;

import java.util.Optional;

/**
 * A number that a product uses for an error, with what its list of codes says of it.
 *
 * @param number as logged
 * @param entry empty when the code is not listed
 */
public record Code(long number, Optional<Entry> entry) {

    /** One row of a product's {@code codes.json}; a part that the product does not document is empty. */
    public record Entry(String name, Optional<String> meaning, Optional<String> cause, Optional<String> remedy) {}

    @Override
    public boolean equals(Object other) {
        return other instanceof Code c && c.number == number;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
