package dev.backupdoctor.core.fix;

import dev.backupdoctor.core.fix.JournalEntry.State;
import dev.backupdoctor.core.fix.JournalStep.Progress;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds out what became of entries whose process died, by looking at the files. */
final class Settling {

    private final Journal journal;

    Settling(Journal journal) {
        this.journal = journal;
    }

    /** What an entry locks. */
    static List<String> targets(JournalEntry entry) {
        List<String> targets = new ArrayList<>();
        for (JournalStep step : entry.steps()) {
            targets.add(
                    step instanceof JournalStep.Edit edit
                            ? edit.file()
                            : entry.subject().target());
        }
        return targets;
    }

    /** Settles the entries that touch one of these targets. The caller holds their locks, so nobody is at work. */
    void settle(Collection<String> held) throws FixException, IOException {
        for (JournalEntry entry : journal.entries()) {
            boolean open = entry.state() == State.RUNNING || entry.state() == State.UNDOING;
            if (open && targets(entry).stream().anyMatch(held::contains)) {
                settle(entry);
            }
        }
    }

    private void settle(JournalEntry entry) throws FixException, IOException {
        JournalEntry now = entry;
        boolean undoing = entry.state() == State.UNDOING;
        for (int i = 0; i < entry.steps().size(); i++) {
            JournalStep step = entry.steps().get(i);
            if (step instanceof JournalStep.Edit edit && edit.progress() != Progress.PLANNED) {
                clean(edit);
                Progress progress = switch (Undoing.look(edit)) {
                    case BEFORE -> undoing ? Progress.UNDONE : Progress.PLANNED;
                    case AFTER -> Progress.DONE;
                    case OTHER -> Progress.BEGUN;
                };
                now = now.with(i, edit.at(progress));
            }
        }
        boolean allDone = now.steps().stream().allMatch(s -> s.progress() == Progress.DONE);
        boolean nothing =
                now.steps().stream().allMatch(s -> s.progress() == Progress.PLANNED || s.progress() == Progress.UNDONE);
        State state = nothing ? State.UNDONE : allDone && !undoing ? State.DONE : State.STOPPED;
        journal.save(now.at(state, "its process died"));
    }

    private static void clean(JournalStep.Edit edit) throws FixException, IOException {
        try {
            HostFile.at(Path.of(edit.file())).clean(edit.beside());
        } catch (NoSuchFileException gone) {
            // The directory is gone, and with it what lay beside the file.
        }
    }
}
