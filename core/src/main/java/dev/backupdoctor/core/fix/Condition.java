package dev.backupdoctor.core.fix;

import java.util.Optional;

/**
 * What must hold before a plan is carried out.
 *
 * @param text what is needed
 * @param failure why it does not hold; empty when it does
 */
public record Condition(String text, Optional<String> failure) {

    static Condition holds(String text) {
        return new Condition(text, Optional.empty());
    }

    static Condition fails(String text, String why) {
        return new Condition(text, Optional.of(why));
    }
}
