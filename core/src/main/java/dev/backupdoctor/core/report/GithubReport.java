package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.value.Place;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Notes on files, as commands that a GitHub workflow reads from standard output.
 *
 * <p>Format: GitHub, "Workflow commands", with its limit of ten notes of each kind in a step.
 */
public final class GithubReport {

    private static final int NOTES = 10;

    private static final List<String> KINDS = List.of("error", "warning", "notice");

    /** A note. */
    private record Note(String kind, String properties, String text) {}

    /** Writes the notes, the gravest first, and a last line with the counts that is no command. */
    public void write(Diagnosis diagnosis, Writer out) throws IOException {
        List<Note> notes = new ArrayList<>();
        diagnosis.findings().forEach(f -> notes.add(note(f)));
        diagnosis.problems().stream().filter(Problem::incomplete).forEach(p -> notes.add(note(p)));
        for (String kind : KINDS) {
            List<Note> same = notes.stream().filter(n -> n.kind().equals(kind)).toList();
            boolean fit = same.size() <= NOTES;
            for (Note note : fit ? same : same.subList(0, NOTES - 1)) {
                out.append("::" + kind + note.properties() + "::" + data(note.text()) + "\n");
            }
            if (!fit) {
                int rest = same.size() - NOTES + 1;
                out.append("::" + kind + " title=backup-doctor::and " + rest + " more in the step summary\n");
            }
        }
        String counts = OneLine.counts(diagnosis.findings());
        out.append("backup-doctor: " + (counts.isEmpty() ? "nothing found" : counts) + ", "
                + diagnosis.open().size() + " open; " + OneLine.looked(diagnosis) + "\n");
    }

    private static Note note(Finding finding) {
        String kind = finding.severity().atLeast(Severity.ERROR)
                ? "error"
                : finding.severity() == Severity.WARNING ? "warning" : "notice";
        return new Note(kind, properties(finding.primary(), finding.rule()), OneLine.message(finding));
    }

    private static Note note(Problem problem) {
        return new Note("warning", " title=not read", OneLine.text(problem.toString()));
    }

    private static String properties(Optional<Place> place, String title) {
        String file = place.map(p -> "file=" + property(p.file())
                        + (p.line() == 0 ? "," : ",line=" + p.line() + ",col=" + p.column() + ","))
                .orElse("");
        return " " + file + "title=" + property(title);
    }

    private static String data(String text) {
        return OneLine.text(text).replace("%", "%25");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
