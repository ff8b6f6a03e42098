package dev.backupdoctor.core.report;

import dev.backupdoctor.core.source.Problem;
import java.util.List;

/** What could not be read, and what was noted while reading. */
final class ProblemText {

    private static final int SHOWN = 10;

    private final Page page;

    ProblemText(Page page) {
        this.page = page;
    }

    void write(List<Problem> problems) {
        list("not read whole:", problems.stream().filter(Problem::incomplete).toList());
        list("noted:", problems.stream().filter(p -> !p.incomplete()).toList());
    }

    private void list(String heading, List<Problem> problems) {
        if (problems.isEmpty()) {
            return;
        }
        page.blank();
        page.line(new Span(Role.STRONG, heading));
        int shown = page.screen().verbose() ? problems.size() : Math.min(SHOWN, problems.size());
        for (Problem p : problems.subList(0, shown)) {
            String place = page.text(p.line() == 0 ? p.file() : p.file() + ":" + p.line());
            page.flow(
                    List.of(Span.plain(" "), new Span(Role.PATH, place), Span.plain(": ")),
                    Span.plain(page.text(p.reason())),
                    3);
        }
        if (shown < problems.size()) {
            page.line(Span.plain(" and " + (problems.size() - shown) + " more (-v)"));
        }
    }
}
