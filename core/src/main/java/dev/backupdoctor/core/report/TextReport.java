package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import java.io.IOException;

/** A diagnosis for people: the answer in the first line, the counts and what was not checked in the last one. */
public final class TextReport {

    /** Writes the whole report; each line ends with a line feed. */
    public void write(Diagnosis diagnosis, Screen screen, Appendable out) throws IOException {
        if (diagnosis.findings().isEmpty()) {
            Page page = new Page(screen);
            new SummaryText(page, diagnosis).nothingFound();
            out.append(page.toString());
        }
        boolean first = true;
        for (Finding finding : diagnosis.findings()) {
            Page page = new Page(screen);
            if (!first && !screen.quiet()) {
                page.blank();
            }
            first = false;
            new FindingText(page).write(finding);
            out.append(page.toString());
        }
        Page page = new Page(screen);
        if (!screen.quiet()) {
            new SuppressedText(page).write(diagnosis.suppressed());
            new OpenText(page).write(diagnosis.open());
            new ProblemText(page).write(diagnosis.problems());
            new SinceText(page).write(diagnosis.since());
            page.blank();
        }
        new SummaryText(page, diagnosis).counts();
        out.append(page.toString());
    }
}
