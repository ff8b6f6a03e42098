package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Since;
import dev.backupdoctor.core.value.Display;
import java.util.List;
import java.util.Optional;

/** What is different from the last check. The first one has nothing to compare with. */
final class SinceText {

    private static final int SHOWN = 10;

    private final Page page;

    SinceText(Page page) {
        this.page = page;
    }

    void write(Optional<Since> since) {
        since.filter(s -> s.last().isPresent()
                        && (!s.fresh().isEmpty() || !s.gone().isEmpty()))
                .ifPresent(this::write);
    }

    private void write(Since since) {
        String when = since.last()
                .map(at -> new Display(page.screen().zone()).show(at))
                .orElse("");
        page.blank();
        int fresh = since.fresh().size();
        String added = fresh == 0 ? "" : fresh + " new";
        String gone = since.gone().isEmpty() ? "" : since.gone().size() + " gone";
        String both = added.isEmpty() || gone.isEmpty() ? added + gone : added + ", " + gone;
        page.line(new Span(Role.STRONG, "since the check of " + when + ": " + both));
        for (Since.Gone one :
                since.gone().subList(0, Math.min(SHOWN, since.gone().size()))) {
            page.flow(
                    List.of(Span.plain(" gone: "), Span.plain(one.rule()), Span.plain(": ")),
                    Span.plain(page.text(one.message())),
                    3);
        }
    }
}
