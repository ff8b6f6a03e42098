package dev.backupdoctor.core.fix;

import dev.backupdoctor.core.finding.ShellWords;
import dev.backupdoctor.core.fix.JournalStep.Progress;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Takes the steps of an entry back, the last first. The targets of the entry are locked. */
final class Undoing {

    private final Journal journal;
    private final Consumer<String> told;

    /** @param told a sentence for each step that was undone */
    Undoing(Journal journal, Consumer<String> told) {
        this.journal = journal;
        this.told = told;
    }

    /** Which of its states a file is in. */
    enum Found {
        BEFORE,
        AFTER,
        /** Somebody else changed or removed it. */
        OTHER
    }

    static Found look(JournalStep.Edit edit) throws FixException, IOException {
        try {
            FileState now = HostFile.at(Path.of(edit.file())).read().state();
            return now.equals(edit.before()) ? Found.BEFORE : now.equals(edit.after()) ? Found.AFTER : Found.OTHER;
        } catch (NoSuchFileException gone) {
            return Found.OTHER;
        }
    }

    /**
     * Undoes what can be undone, back to the first step that cannot.
     *
     * @return the entry, undone; or stopped, when something of it is left
     * @throws FixException when a file is neither old nor new; nothing has been undone then
     */
    JournalEntry undo(JournalEntry entry) throws FixException, IOException, InterruptedException {
        for (JournalStep step : entry.steps()) {
            boolean touched = step.progress() == Progress.DONE || step.progress() == Progress.BEGUN;
            if (touched && step instanceof JournalStep.Edit edit && look(edit) == Found.OTHER) {
                throw new FixException(edit.file() + " was changed since entry " + entry.number()
                        + " of the journal; its old bytes are in "
                        + journal.place(entry.number()).resolve(edit.kept()));
            }
        }
        JournalEntry now = journal.save(entry.at(JournalEntry.State.UNDOING, entry.note()));
        for (int i = now.steps().size() - 1; i >= 0; i--) {
            JournalStep step = now.steps().get(i);
            if (step.progress() == Progress.DONE && !canBeUndone(step)) {
                return journal.save(now.at(JournalEntry.State.STOPPED, now.note()));
            }
            now = journal.save(now.with(i, back(now, step)));
        }
        boolean left =
                now.steps().stream().anyMatch(s -> s instanceof JournalStep.Run && s.progress() == Progress.BEGUN);
        return journal.save(now.at(left ? JournalEntry.State.STOPPED : JournalEntry.State.UNDONE, now.note()));
    }

    static boolean canBeUndone(JournalStep step) {
        return !(step instanceof JournalStep.Run run) || !run.undo().isEmpty();
    }

    private JournalStep back(JournalEntry entry, JournalStep step)
            throws FixException, IOException, InterruptedException {
        if (step.progress() == Progress.PLANNED || step.progress() == Progress.UNDONE) {
            return step;
        } else if (step instanceof JournalStep.Edit edit) {
            return undone(entry, edit);
        } else if (step instanceof JournalStep.Run run && run.progress() == Progress.DONE) {
            return run(entry, run);
        }
        boolean failed = step instanceof JournalStep.Run;
        told.accept((failed ? "may have had an effect although it failed: " : "by hand, if it is to be undone: ")
                + step.text());
        return step;
    }

    private JournalStep undone(JournalEntry entry, JournalStep.Edit edit) throws FixException, IOException {
        HostFile file = HostFile.at(Path.of(edit.file()));
        HostFile.Snapshot now = file.read();
        if (!now.state().equals(edit.before())) {
            String old = journal.kept(entry.number(), edit.kept());
            if (!FileState.sha256(old).equals(edit.before().sha256())) {
                throw new FixException(
                        journal.place(entry.number()).resolve(edit.kept()) + " does not hold the old bytes any more");
            }
            file.replace(now, old, edit.before(), edit.beside());
            told.accept("undone: " + edit.text());
        }
        return edit.at(Progress.UNDONE);
    }

    private JournalStep run(JournalEntry entry, JournalStep.Run run)
            throws FixException, IOException, InterruptedException {
        FixCommand.Outcome outcome = FixCommand.run(run.undo());
        if (outcome.exit() != 0) {
            journal.save(entry.at(JournalEntry.State.STOPPED, entry.note()));
            throw new FixException("'" + ShellWords.of(run.undo()) + "' ended with exit code " + outcome.exit());
        }
        told.accept("undone: " + run.text());
        return run.at(Progress.UNDONE);
    }
}
