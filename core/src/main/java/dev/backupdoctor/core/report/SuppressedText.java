package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Suppressed;
import java.util.List;

/** Findings that a baseline sets aside: one sentence each, with the reason and the last day. */
final class SuppressedText {

    private final Page page;

    SuppressedText(Page page) {
        this.page = page;
    }

    void write(List<Suppressed> suppressed) {
        if (suppressed.isEmpty()) {
            return;
        }
        page.blank();
        page.line(new Span(Role.STRONG, "suppressed:"));
        for (Suppressed s : suppressed) {
            Finding finding = s.finding();
            String head = finding.severity().word() + "[" + page.text(finding.rule()) + "]";
            page.flow(
                    List.of(Span.plain(" "), new Span(Role.of(finding.severity()), head), Span.plain(": ")),
                    Span.plain(page.text(finding.message())),
                    3);
            page.flow(List.of(Span.plain("   ")), Span.plain("until " + s.expires() + ": " + page.text(s.reason())), 3);
        }
    }
}
