package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.value.Display;
import java.io.IOException;
import java.io.Writer;
import java.time.ZoneId;
import java.util.List;

/**
 * A diagnosis for a ticket: a table for each severity, the evidence folded below it.
 *
 * <p>Format: GitHub Flavored Markdown.
 *
 * @param redact true to put tokens in the place of host names and addresses
 * @param zone zone in which instants are shown
 */
public record MarkdownReport(boolean redact, ZoneId zone) {

    /** Characters; GitHub takes 1 MiB for the summary of a step, and a character may be three bytes. */
    private static final int MAX = 300_000;

    /** Writes the report. */
    public void write(Diagnosis diagnosis, RunInfo run, Writer out) throws IOException {
        Redaction redaction = new Redaction(diagnosis);
        if (redact) {
            page(diagnosis, run, MarkdownPage.learning(redaction));
            redaction.learned();
            out.append(page(diagnosis, run, MarkdownPage.hiding(redaction)));
        } else {
            out.append(page(diagnosis, run, MarkdownPage.open()));
        }
    }

    private String page(Diagnosis diagnosis, RunInfo run, MarkdownPage page) {
        String counts = OneLine.counts(diagnosis.findings());
        page.line("## backup-doctor: " + (counts.isEmpty() ? "nothing found" : counts));
        page.blank();
        Display display = new Display(zone);
        page.line(OneLine.looked(diagnosis) + " on " + display.show(run.started()) + " (version "
                + page.text(run.version()) + "); "
                + (diagnosis.complete() ? "every input was read to its end" : "**not everything could be read**")
                + (redact ? "; names of hosts and addresses are replaced" : "") + ".");
        for (Severity severity : Severity.values()) {
            table(severity, diagnosis.findings(), page);
        }
        MarkdownFinding details = new MarkdownFinding(page, display);
        List<Finding> findings = diagnosis.findings();
        for (int i = 0; i < findings.size(); i++) {
            if (page.length() > MAX) {
                page.blank();
                page.line("The details of " + (findings.size() - i) + " more findings are left out.");
                break;
            }
            details.write(findings.get(i));
        }
        new MarkdownRest(page).write(diagnosis);
        return page.toString();
    }

    private static void table(Severity severity, List<Finding> findings, MarkdownPage page) {
        List<Finding> same =
                findings.stream().filter(f -> f.severity() == severity).toList();
        if (same.isEmpty()) {
            return;
        }
        page.blank();
        page.line("| " + severity.word() + " | what | confidence |");
        page.line("|---|---|---|");
        int left = same.size();
        for (Finding f : same) {
            // Half of the room is for the tables.
            if (page.length() > MAX / 2) {
                page.line("| | and " + left + " more | |");
                return;
            }
            left--;
            page.line("| `" + page.text(f.rule()) + "` | " + page.text(OneLine.message(f)) + " | "
                    + f.confidence().word() + " |");
        }
    }
}
