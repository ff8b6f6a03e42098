package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Cause;
import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Evidence;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.finding.ShellWords;
import dev.backupdoctor.core.finding.Table;
import dev.backupdoctor.core.value.Display;
import dev.backupdoctor.core.value.Utf8;
import java.util.ArrayList;
import java.util.List;

/** Everything about one finding, folded until somebody opens it. */
record MarkdownFinding(MarkdownPage page, Display display) {

    void write(Finding finding) {
        page.blank();
        page.line("<details><summary>" + page.text(finding.rule()) + ": " + page.text(finding.title()) + "</summary>");
        page.blank();
        page.line(facts(finding));
        if (!finding.evidence().isEmpty()) {
            page.blank();
            List<String> lines = new ArrayList<>();
            finding.evidence().forEach(e -> evidence(e, lines));
            page.block(lines);
        }
        finding.tables().forEach(this::table);
        if (!finding.why().isEmpty()) {
            page.blank();
            page.line("**Why:** " + page.text(finding.why()));
        }
        causes(finding.causes());
        fixes(finding.fixes());
        finding.verify().ifPresent(verify -> {
            page.blank();
            page.line("**Proof:** " + page.text("backup-doctor verify " + finding.rule()));
        });
        page.blank();
        page.line("</details>");
    }

    private String facts(Finding finding) {
        List<String> facts = new ArrayList<>();
        finding.key().forEach((name, value) -> facts.add(page.text(name + " " + value)));
        finding.at().ifPresent(at -> facts.add("at " + display.show(at)));
        facts.add("confidence " + finding.confidence().word());
        if (finding.seenOf() > 1) {
            facts.add("seen in " + finding.seenIn() + " of " + finding.seenOf() + " runs");
        }
        if (!finding.symptoms().isEmpty()) {
            facts.add("explains " + finding.symptoms().size() + " more");
        }
        facts.add("fingerprint " + finding.fingerprint());
        return String.join(", ", facts);
    }

    private static void evidence(Evidence evidence, List<String> lines) {
        String label = evidence.label().isEmpty() ? "" : "   (" + evidence.label() + ")";
        lines.add(Utf8.encode(OneLine.place(evidence.place()) + label));
        if (!evidence.place().text().isEmpty()) {
            lines.add("    " + evidence.place().text());
        }
    }

    private void table(Table table) {
        page.blank();
        row(table.columns());
        page.line("|" + "---|".repeat(table.columns().size()));
        table.rows().forEach(this::row);
    }

    private void row(List<String> cells) {
        page.line("| " + String.join(" | ", cells.stream().map(page::text).toList()) + " |");
    }

    private void causes(List<Cause> all) {
        List<Cause> causes =
                all.stream().filter(c -> c.confidence() != Confidence.RULED_OUT).toList();
        if (causes.isEmpty()) {
            return;
        }
        page.blank();
        page.line("**Causes:**");
        page.blank();
        for (Cause cause : causes) {
            page.line(
                    "1. " + page.text(cause.text()) + " (" + cause.confidence().word() + ")");
            cause.ask()
                    .ifPresent(ask -> ask.command()
                            .ifPresentOrElse(
                                    command -> page.line("   ask: " + page.text(command)),
                                    () -> page.line("   ask: " + page.text(ask.text()))));
        }
    }

    private void fixes(List<Fix> fixes) {
        if (fixes.isEmpty()) {
            return;
        }
        page.blank();
        page.line("**Fixes:**");
        page.blank();
        for (Fix fix : fixes) {
            page.line("- " + fix.id() + ". " + page.text(fix.title()) + " ("
                    + fix.risk().word() + ")");
            for (Fix.Step step : fix.steps()) {
                page.line("  - " + page.text(step(step)));
            }
            fix.loses().ifPresent(loses -> page.line("  - loses: " + page.text(loses)));
        }
    }

    private static String step(Fix.Step step) {
        if (step instanceof Fix.Step.Edit edit) {
            return OneLine.place(edit.place()) + ": '" + edit.from() + "' -> '" + edit.to() + "'";
        } else if (step instanceof Fix.Step.Run run) {
            String on = run.host().map(h -> "on " + h + ", ").orElse("");
            String undo = run.undo().isEmpty() ? "" : "; undo: " + ShellWords.of(run.undo());
            return on + "run: " + ShellWords.of(run.arguments()) + undo;
        }
        return step instanceof Fix.Step.Do person ? "do: " + person.text() : "";
    }
}
