package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Ask;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.finding.Suppressed;
import dev.backupdoctor.core.source.Problem;
import java.util.List;

/** What stands below the findings: open questions, what is suppressed, what could not be read. */
record MarkdownRest(MarkdownPage page) {

    private static final int LISTED = 100;

    void write(Diagnosis diagnosis) {
        open(diagnosis.open());
        suppressed(diagnosis.suppressed());
        problems(diagnosis.problems());
    }

    private void open(List<Open> open) {
        head("Open", open.size());
        for (Open o : some(open)) {
            page.line("- `" + page.text(o.rule()) + "`: " + page.text(OneLine.needs(o)));
            for (Ask ask : o.asks()) {
                String host = ask.host().map(h -> " on " + h).orElse("");
                String question = ask.command().orElse(ask.text());
                page.line("  - ask" + page.text(host + ": " + question));
            }
        }
        rest(open.size());
    }

    private void suppressed(List<Suppressed> suppressed) {
        head("Suppressed", suppressed.size());
        for (Suppressed s : some(suppressed)) {
            page.line("- `" + page.text(s.finding().rule()) + "`: " + page.text(OneLine.message(s.finding()))
                    + " (until " + s.expires() + ": " + page.text(s.reason()) + ")");
        }
        rest(suppressed.size());
    }

    private void problems(List<Problem> problems) {
        head("Inputs", problems.size());
        for (Problem p : some(problems)) {
            page.line("- " + (p.incomplete() ? "not read: " : "") + page.text(p.toString()));
        }
        rest(problems.size());
    }

    private void head(String name, int count) {
        if (count > 0) {
            page.blank();
            page.line("### " + name);
            page.blank();
        }
    }

    private static <T> List<T> some(List<T> all) {
        return all.subList(0, Math.min(LISTED, all.size()));
    }

    private void rest(int count) {
        if (count > LISTED) {
            page.line("- and " + (count - LISTED) + " more");
        }
    }
}
