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

        /**
         * Replaces a value of a configuration file.
         *
         * @param place the bytes of the value
         * @param from what stands there, and {@code to} what is to stand there instead
         */
        record Edit(Place place, String from, String to) implements Step {}

        /**
         * Runs a program. Arguments never pass through a shell.
         *
         * @param host where; empty for the machine itself
         * @param undo arguments of the command that undoes it, on the same machine; empty when nothing does
         */
        record Run(List<String> arguments, Optional<String> host, List<String> undo) implements Step {
            public Run {
                arguments = List.copyOf(arguments);
                undo = List.copyOf(undo);
            }
        }

        /** A person does this. */
        record Do(String text) implements Step {}
    }

    public Fix {
        steps = List.copyOf(steps);
    }
}
