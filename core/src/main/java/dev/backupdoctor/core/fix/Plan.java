package dev.backupdoctor.core.fix;

import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.finding.ShellWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a fix of a finding would do.
 *
 * @param steps in their order; all edits of one file are one step, where the first of them stands
 */
public record Plan(Finding finding, Fix fix, List<Step> steps) {

    /** A step. */
    public sealed interface Step {

        /** What it does, for people. */
        String text();

        /**
         * Replaces values in a file.
         *
         * @param file as the source was named
         * @param edits at least one
         */
        record Edit(String file, List<Fix.Step.Edit> edits) implements Step {
            public Edit {
                edits = List.copyOf(edits);
            }

            @Override
            public String text() {
                return "edit " + file;
            }
        }

        /**
         * Runs a program.
         *
         * @param undo arguments of the command that undoes it; empty when nothing does
         * @param host where it is to be run; empty for this one
         */
        record Run(List<String> arguments, List<String> undo, Optional<String> host) implements Step {
            public Run {
                arguments = List.copyOf(arguments);
                undo = List.copyOf(undo);
            }

            @Override
            public String text() {
                return "run" + host.map(h -> " on " + h + ": ").orElse(" ") + ShellWords.of(arguments);
            }
        }

        /** A person does this. */
        record Do(String what) implements Step {
            @Override
            public String text() {
                return what;
            }
        }
    }

    public Plan {
        steps = List.copyOf(steps);
    }

    public static Plan of(Finding finding, Fix fix) {
        Map<String, List<Fix.Step.Edit>> edits = new LinkedHashMap<>();
        for (Fix.Step step : fix.steps()) {
            if (step instanceof Fix.Step.Edit e) {
                edits.computeIfAbsent(e.place().file(), f -> new ArrayList<>()).add(e);
            }
        }
        List<Step> steps = new ArrayList<>();
        for (Fix.Step step : fix.steps()) {
            if (step instanceof Fix.Step.Run r) {
                steps.add(new Step.Run(r.arguments(), r.undo(), r.host()));
            } else if (step instanceof Fix.Step.Do d) {
                steps.add(new Step.Do(d.text()));
            } else if (step instanceof Fix.Step.Edit e
                    && edits.containsKey(e.place().file())) {
                String file = e.place().file();
                steps.add(new Step.Edit(
                        file, Optional.ofNullable(edits.remove(file)).orElse(List.of())));
            }
        }
        return new Plan(finding, fix, steps);
    }

    /** The same fix of the same trouble: with the same steps, whatever has been measured anew. */
    public boolean does(Plan other) {
        return finding.fingerprint().equals(other.finding.fingerprint()) && steps.equals(other.steps);
    }

    /** The finding, as the journal has it. */
    JournalEntry.Subject subject() {
        return JournalEntry.Subject.of(finding);
    }
}
