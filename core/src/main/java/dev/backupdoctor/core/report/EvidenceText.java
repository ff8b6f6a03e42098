package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Evidence;
import dev.backupdoctor.core.value.Place;
import java.util.ArrayList;
import java.util.List;

/** The evidence of one finding: excerpts with line numbers, marks and labels, as a compiler shows them. */
final class EvidenceText {

    private final Page page;
    private final List<Evidence> evidence;
    private final int digits;

    EvidenceText(Page page, List<Evidence> evidence) {
        this.page = page;
        this.evidence = evidence;
        long highest = evidence.stream().mapToLong(e -> e.place().line()).max().orElse(0);
        this.digits = Math.max(2, Long.toString(highest).length());
    }

    void write() {
        boolean lined = false;
        for (EvidenceBlock block : EvidenceBlock.of(evidence)) {
            if (lined) {
                page.line(bar());
            }
            heading(block);
            if (!block.whole()) {
                lines(block);
            }
            lined = !block.whole();
        }
    }

    private void heading(EvidenceBlock block) {
        boolean leads = block.first().primary() || block.first().equals(evidence.get(0));
        Span arrow = new Span(Role.PATH, " ".repeat(digits) + (leads ? "--> " : "::: "));
        Span place = new Span(Role.PATH, page.text(block.first().place().toString()));
        String label = block.whole() ? page.text(block.first().label()) : "";
        if (label.isEmpty()) {
            page.line(arrow, place);
        } else {
            page.flow(
                    List.of(arrow, place, Span.plain("   ")),
                    new Span(block.first().primary() ? Role.PRIMARY : Role.CONTEXT, label),
                    digits + "--> ".length());
        }
    }

    private void lines(EvidenceBlock block) {
        page.line(bar());
        long before = block.lines().get(0).place().line();
        for (EvidenceBlock.Line line : block.lines()) {
            Place place = line.place();
            if (place.line() > before + 1) {
                page.line(new Span(Role.GUTTER, " ".repeat(digits - 1) + "..."));
            }
            before = place.line();
            String number = Long.toString(place.line());
            Span gutter = new Span(Role.GUTTER, " ".repeat(digits - number.length()) + number + " | ");
            int room = page.screen().width() - gutter.columns();
            for (List<Span> row : new MarkedLine(line, room, page.escape()).rows()) {
                List<Span> spans = new ArrayList<>(List.of(gutter));
                spans.addAll(row);
                page.line(spans);
                gutter = new Span(Role.GUTTER, " ".repeat(digits) + " | ");
            }
        }
    }

    private Span bar() {
        return new Span(Role.GUTTER, " ".repeat(digits) + " |");
    }
}
