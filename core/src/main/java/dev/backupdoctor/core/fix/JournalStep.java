package dev.backupdoctor.core.fix;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.backupdoctor.core.finding.ShellWords;
import java.util.List;

/** A step of a fix, as the journal has it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JournalStep.Edit.class, name = "edit"),
    @JsonSubTypes.Type(value = JournalStep.Run.class, name = "run"),
    @JsonSubTypes.Type(value = JournalStep.Do.class, name = "do")
})
public sealed interface JournalStep {

    /** How far a step has come. */
    enum Progress {
        /** Not begun, or begun and without effect. */
        PLANNED,
        /** May or may not have taken effect: the process died meanwhile, or the command failed. */
        BEGUN,
        DONE,
        UNDONE
    }

    Progress progress();

    JournalStep at(Progress now);

    /** What it does, for people. */
    String text();

    /**
     * A file was replaced.
     *
     * @param file its path, links on the way resolved
     * @param beside name of the new file until it takes the old one's place, one char per byte
     * @param kept name of the file in the journal that holds the old bytes
     */
    record Edit(Progress progress, String file, String beside, String kept, FileState before, FileState after)
            implements JournalStep {
        @Override
        public JournalStep at(Progress now) {
            return new Edit(now, file, beside, kept, before, after);
        }

        @Override
        public String text() {
            return "edit " + file;
        }
    }

    /**
     * A program was run.
     *
     * @param undo arguments of the command that undoes it; empty when nothing does
     * @param exit its exit code; -1 as long as it has none
     * @param output the end of what it printed, secrets masked
     */
    record Run(Progress progress, List<String> arguments, List<String> undo, int exit, String output)
            implements JournalStep {
        public Run {
            arguments = List.copyOf(arguments);
            undo = List.copyOf(undo);
        }

        @Override
        public JournalStep at(Progress now) {
            return new Run(now, arguments, undo, exit, output);
        }

        /** The same with what came of it. */
        Run ended(int code, String printed) {
            return new Run(code == 0 ? Progress.DONE : Progress.BEGUN, arguments, undo, code, printed);
        }

        @Override
        public String text() {
            return "run " + ShellWords.of(arguments);
        }
    }

    /** A person said that it was done. */
    record Do(Progress progress, String what) implements JournalStep {
        @Override
        public JournalStep at(Progress now) {
            return new Do(now, what);
        }

        @Override
        public String text() {
            return what;
        }
    }
}
