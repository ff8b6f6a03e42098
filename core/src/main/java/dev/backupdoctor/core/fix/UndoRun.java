package dev.backupdoctor.core.fix;

import dev.backupdoctor.core.fix.JournalEntry.State;
import dev.backupdoctor.core.fix.JournalStep.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes a fix back. */
public final class UndoRun {

    private final Journal journal;
    private final Consumer<String> told;

    /** @param told a sentence for each step that was undone */
    public UndoRun(Journal journal, Consumer<String> told) {
        this.journal = journal;
        this.told = told;
    }

    /** All entries, the oldest first; of those whose process died, what became of them. */
    public List<JournalEntry> entries() throws FixException, IOException {
        List<JournalEntry> entries = new ArrayList<>();
        for (JournalEntry entry : journal.entries()) {
            boolean open = entry.state() == State.RUNNING || entry.state() == State.UNDOING;
            entries.add(open ? settled(entry) : entry);
        }
        return entries;
    }

    private JournalEntry settled(JournalEntry entry) throws FixException, IOException {
        List<String> targets = Settling.targets(entry);
        Optional<TargetLock> lock = TargetLock.tryTake(journal.locks(), targets);
        if (lock.isEmpty()) {
            return entry;
        }
        try (TargetLock held = lock.get()) {
            new Settling(journal).settle(held.targets());
        }
        return journal.read(entry.number()).orElse(entry);
    }

    /** The newest entry of which something can be undone. */
    public Optional<JournalEntry> newest() throws FixException, IOException {
        return entries().stream().filter(UndoRun::hasEffect).reduce((a, b) -> b);
    }

    private static boolean hasEffect(JournalEntry entry) {
        return entry.state() != State.UNDONE
                && entry.steps().stream()
                        .anyMatch(s -> s.progress() == Progress.DONE || s.progress() == Progress.BEGUN);
    }

    /**
     * Undoes an entry.
     *
     * @return the entry; when it is not undone, something of it is left that nobody can tell
     * @throws FixException when it was refused; nothing was changed then, or the message says what
     */
    public JournalEntry undo(int number) throws FixException, IOException, InterruptedException {
        JournalEntry entry =
                journal.read(number).orElseThrow(() -> new FixException("the journal has no entry " + number));
        List<String> targets = Settling.targets(entry);
        try (TargetLock held = TargetLock.take(journal.locks(), targets)) {
            new Settling(journal).settle(held.targets());
            JournalEntry now = journal.read(number).orElse(entry);
            if (!hasEffect(now)) {
                throw new FixException("entry " + number + " has no effect that could be undone: it is "
                        + now.state().word());
            }
            for (JournalStep step : now.steps()) {
                if (step.progress() == Progress.DONE && !Undoing.canBeUndone(step)) {
                    throw new FixException(
                            "entry " + number + " cannot be undone: nothing undoes '" + step.text() + "'");
                }
            }
            return new Undoing(journal, told).undo(now);
        }
    }
}
