package dev.backupdoctor.core.finding;

import dev.backupdoctor.core.value.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What to do, as data. Nothing here runs by itself.
 *
 * @param id letter within the finding, from {@code a}
 */
public record Fix(
        String id, Risk risk, String title, List<Step> steps, Optional<String> loses, Optional<String> confirm) {

    /** What a fix touches. */
    public enum Risk {
        /** No data, no service. */
        SAFE,
        /** Every step has an undo. */
        REVERSIBLE,
        /** Something is lost; the user types a name to confirm. */
        DESTRUCTIVE,
        /** Done by a person. */
        MANUAL;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One step. */
    public sealed interface Step {

        /** Replaces a value of a configuration file. */
        record Edit(Place place, String from, String to) implements Step {}

        /** Runs a program; {@code arguments} never pass through a shell. */
        record Run(List<String> arguments, Optional<String> host, Optional<String> undo) implements Step {}

        /** A person does this. */
        record Do(String text) implements Step {}
    }

    public Fix {
        steps = List.copyOf(steps);
    }
}
