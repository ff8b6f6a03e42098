package dev.backupdoctor.core.fix;

import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.finding.ShellWords;
import dev.backupdoctor.core.fix.JournalStep.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries a plan out on this host, whole or not at all, as far as its steps can be undone. */
public final class FixRun {

    private final Journal journal;
    private final Host host;
    private final Person person;
    private final Consumer<String> told;

    /**
     * @param person asked for the steps that nobody else can do
     * @param told a sentence for each step that was done
     */
    public FixRun(Journal journal, Host host, Person person, Consumer<String> told) {
        this.journal = journal;
        this.host = host;
        this.person = person;
        this.told = told;
    }

    /** What must hold, and whether it does. Nothing is changed. */
    public List<Condition> conditions(Plan plan) throws IOException {
        List<Condition> conditions = new ArrayList<>();
        if (plan.fix().risk() == Fix.Risk.MANUAL) {
            conditions.add(Condition.fails("this is done by a person", "there is nothing that could be run"));
            return conditions;
        }
        for (Plan.Step step : plan.steps()) {
            conditions.add(condition(step));
        }
        return conditions;
    }

    private Condition condition(Plan.Step step) throws IOException {
        if (step instanceof Plan.Step.Edit edit) {
            String text = edit.edits().get(0).place() + " reads as it did, and can be replaced";
            try {
                Rewrite.of(edit);
                return Condition.holds(text);
            } catch (FixException e) {
                return Condition.fails(text, String.valueOf(e.getMessage()));
            } catch (IOException e) {
                return Condition.fails(text, FileFailure.reason(e));
            }
        } else if (step instanceof Plan.Step.Run run && isHere(run)) {
            String text = "the program " + run.arguments().get(0) + " is there";
            try {
                FixCommand.find(run.arguments().get(0));
                return Condition.holds(text);
            } catch (FixException e) {
                return Condition.fails(text, String.valueOf(e.getMessage()));
            }
        }
        String text = step instanceof Plan.Step.Run run
                ? "somebody runs on " + run.host().orElse("") + ": " + ShellWords.of(run.arguments())
                : "somebody does this: " + step.text();
        return person.isThere()
                ? Condition.holds(text)
                : Condition.fails(text, "nobody can be asked, because this is no terminal");
    }

    private boolean isHere(Plan.Step.Run run) {
        return run.host().map(host::is).orElse(true);
    }

    /**
     * Does it.
     *
     * @throws FixException when it was refused or stopped; what was done and can be undone has been undone then
     */
    public JournalEntry apply(Plan plan) throws FixException, IOException, InterruptedException {
        for (Condition condition : conditions(plan)) {
            if (condition.failure().isPresent()) {
                throw new FixException(condition.failure().get());
            }
        }
        List<String> targets = targets(plan);
        try (TargetLock lock = TargetLock.take(journal.locks(), targets)) {
            new Settling(journal).settle(lock.targets());
            List<Rewrite> rewrites = new ArrayList<>();
            for (Plan.Step step : plan.steps()) {
                if (step instanceof Plan.Step.Edit edit) {
                    rewrites.add(Rewrite.of(edit));
                }
            }
            JournalEntry entry = begin(plan, rewrites);
            for (int i = 0; i < plan.steps().size(); i++) {
                try {
                    entry = carryOut(entry, i, rewrites);
                } catch (FixException | IOException e) {
                    throw stopped(entry, i, e);
                }
                told.accept(entry.steps().get(i).text());
            }
            return journal.save(entry.at(JournalEntry.State.DONE, ""));
        }
    }

    private static List<String> targets(Plan plan) throws FixException, IOException {
        List<String> targets = new ArrayList<>();
        for (Plan.Step step : plan.steps()) {
            targets.add(
                    step instanceof Plan.Step.Edit edit
                            ? HostFile.at(Path.of(edit.file())).path().toString()
                            : plan.subject().target());
        }
        return targets;
    }

    private JournalEntry begin(Plan plan, List<Rewrite> rewrites) throws IOException {
        List<JournalStep> steps = new ArrayList<>();
        List<Journal.Kept> kept = new ArrayList<>();
        for (Plan.Step step : plan.steps()) {
            if (step instanceof Plan.Step.Edit) {
                Rewrite r = rewrites.get(kept.size());
                String name = "before-" + (kept.size() + 1);
                kept.add(new Journal.Kept(name, r.old().content()));
                steps.add(new JournalStep.Edit(
                        Progress.PLANNED,
                        r.file().path().toString(),
                        r.file().beside(),
                        name,
                        r.old().state(),
                        r.old().state().holding(r.content())));
            } else if (step instanceof Plan.Step.Run run && isHere(run)) {
                steps.add(new JournalStep.Run(Progress.PLANNED, run.arguments(), run.undo(), -1, ""));
            } else {
                steps.add(new JournalStep.Do(Progress.PLANNED, step.text()));
            }
        }
        int user = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return journal.begin(
                number -> new JournalEntry(
                        number,
                        JournalEntry.State.RUNNING,
                        plan.subject(),
                        plan.fix().id(),
                        plan.fix().title(),
                        host.name(),
                        user,
                        Instant.now().toString(),
                        "",
                        "",
                        steps),
                kept);
    }

    private JournalEntry carryOut(JournalEntry entry, int index, List<Rewrite> rewrites)
            throws FixException, IOException, InterruptedException {
        JournalStep step = entry.steps().get(index);
        JournalEntry begun = journal.save(entry.with(index, step.at(Progress.BEGUN)));
        if (step instanceof JournalStep.Edit edit) {
            Rewrite rewrite = rewrites.stream()
                    .filter(r -> r.file().path().toString().equals(edit.file()))
                    .findFirst()
                    .orElseThrow();
            rewrite.file().replace(rewrite.old(), rewrite.content(), edit.after(), edit.beside());
        } else if (step instanceof JournalStep.Run run) {
            FixCommand.Outcome outcome = FixCommand.run(run.arguments());
            JournalEntry ended = journal.save(begun.with(index, run.ended(outcome.exit(), outcome.output())));
            if (outcome.exit() != 0) {
                throw new FixException("'" + ShellWords.of(run.arguments()) + "' ended with exit code " + outcome.exit()
                        + lastLine(outcome.output()));
            }
            return ended;
        } else if (step instanceof JournalStep.Do d && !person.didIt(d.what())) {
            throw new FixException("step " + (index + 1) + " was not done: " + d.what());
        }
        return journal.save(begun.with(index, step.at(Progress.DONE)));
    }

    private static String lastLine(String output) {
        Optional<String> last = output.lines().filter(l -> !l.isBlank()).reduce((a, b) -> b);
        return last.map(l -> ": " + l.strip()).orElse("");
    }

    /** Takes back what can be taken back; the message says what is left. */
    private FixException stopped(JournalEntry entry, int failed, Exception why)
            throws IOException, InterruptedException {
        String reason = why instanceof IOException io ? FileFailure.reason(io) : String.valueOf(why.getMessage());
        try {
            JournalEntry now = journal.read(entry.number()).orElse(entry).at(JournalEntry.State.STOPPED, reason);
            journal.save(now);
            JournalEntry back = new Undoing(journal, told).undo(now);
            if (back.state() == JournalEntry.State.UNDONE) {
                return new FixException(reason + "; nothing was changed", why);
            }
        } catch (FixException e) {
            reason += "; what was done before could not be undone: " + e.getMessage();
        }
        return new FixException(
                reason + "; stopped at step " + (failed + 1) + " of "
                        + entry.steps().size() + ", see " + journal.place(entry.number()),
                why);
    }
}
