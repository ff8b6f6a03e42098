package dev.backupdoctor.cli;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.report.RunInfo;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The summary of a step in a GitHub workflow: a file that the runner names, and that steps append to. */
record StepSummary(Terminal terminal) {

    private static final String VARIABLE = "GITHUB_STEP_SUMMARY";

    /** Does nothing where no runner asks for it; a failure is said, and costs nothing but the summary. */
    void write(Diagnosis diagnosis, RunInfo run, Paper paper) {
        String file = terminal.environment().getOrDefault(VARIABLE, "");
        if (file.isEmpty()) {
            return;
        }
        try {
            StringWriter text = new StringWriter();
            ReportFormat.MARKDOWN.write(diagnosis, run, paper, text);
            Files.writeString(
                    Path.of(file),
                    text.toString(),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            terminal.errors().println("backup-doctor: cannot write the step summary: " + Complaint.safe(Reason.of(e)));
        }
    }
}
