package dev.backupdoctor.cli;

import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.finding.ShellWords;
import dev.backupdoctor.core.fix.Condition;
import dev.backupdoctor.core.fix.LineDiff;
import dev.backupdoctor.core.fix.Plan;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** A plan, with everything that it would do. */
final class PlanText {

    private final Writer out;

    PlanText(Writer out) {
        this.out = out;
    }

    /** @param conditions what must hold, as far as it was looked at */
    void write(Plan plan, List<Condition> conditions) throws IOException {
        Fix fix = plan.fix();
        String key = plan.finding().key().isEmpty() ? "" : " " + plan.finding().key();
        line("fix " + fix.id() + " of " + plan.finding().rule() + key + ": " + fix.title());
        line("  for:    " + plan.finding().message());
        line("  risk:   " + fix.risk().word());
        int number = 1;
        for (Plan.Step step : plan.steps()) {
            line("  " + number++ + ". " + (step instanceof Plan.Step.Do ? "by hand: " : "") + step.text());
            details(step);
        }
        if (fix.loses().isPresent()) {
            line("  loses:  " + fix.loses().get());
        }
        String label = "  needs:  ";
        for (Condition condition : conditions) {
            line(label + condition.failure().map(why -> "no: " + why).orElse("ok: " + condition.text()));
            label = "          ";
        }
        line("  undo:   " + undo(plan));
    }

    private void details(Plan.Step step) throws IOException {
        if (step instanceof Plan.Step.Edit edit) {
            for (String line : LineDiff.of(edit)) {
                line("     " + line);
            }
        } else if (step instanceof Plan.Step.Run run && !run.undo().isEmpty()) {
            line("     undone by: " + ShellWords.of(run.undo()));
        }
    }

    private static String undo(Plan plan) {
        boolean oneWay = plan.steps().stream()
                .anyMatch(s -> s instanceof Plan.Step.Run run && run.undo().isEmpty());
        boolean nothing = plan.steps().stream().allMatch(Plan.Step.Do.class::isInstance);
        return nothing
                ? "by hand"
                : oneWay ? "not possible for all of it" : "'backup-doctor undo' takes it back, byte for byte";
    }

    /** Names and values may hold anything; none of it may move the cursor. */
    private void line(String text) throws IOException {
        out.write(Complaint.safe(text) + "\n");
    }
}
