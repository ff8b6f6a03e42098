package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Ask;
import java.util.List;

/** What would decide a question: a command to copy, or a question to a person. */
final class AskText {

    private final Page page;

    AskText(Page page) {
        this.page = page;
    }

    /** @param indent blanks in front */
    void write(Ask ask, int indent) {
        String blanks = " ".repeat(indent);
        String text = page.text(ask.text());
        if (ask.command().isEmpty()) {
            page.flow(List.of(Span.plain(blanks), new Span(Role.DIM, "ask: ")), Span.plain(text), indent + 5);
            return;
        }
        String lead = page.text(ask.host().map(h -> "ask on " + h + ": ").orElse("ask: "));
        String command = page.text(ask.command().get());
        int taken = indent + Columns.of(lead) + Columns.of(command) + 3 + Columns.of(text);
        if (taken <= page.screen().width()) {
            page.line(
                    Span.plain(blanks),
                    new Span(Role.DIM, lead),
                    Span.plain(command),
                    new Span(Role.DIM, text.isEmpty() ? "" : "   " + text));
            return;
        }
        // The command stays whole, so that it can be copied.
        page.line(Span.plain(blanks), new Span(Role.DIM, lead), Span.plain(command));
        if (!text.isEmpty()) {
            page.flow(List.of(Span.plain(blanks + "     ")), new Span(Role.DIM, text), indent + 5);
        }
    }
}
