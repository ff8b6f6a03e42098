package dev.backupdoctor.core.report;

import java.util.ArrayList;
import java.util.List;

/** Lines on their way to a screen: escaped, wrapped, painted, and never with blanks at their end. */
final class Page {

    private final Screen screen;
    private final Escape escape;
    private final StringBuilder out = new StringBuilder();

    Page(Screen screen) {
        this.screen = screen;
        this.escape = new Escape(screen.unicode());
    }

    Screen screen() {
        return screen;
    }

    Escape escape() {
        return escape;
    }

    /** Text of ours or of a value, safe to show. */
    String text(String text) {
        return escape.text(text);
    }

    /** A line as it is: nothing is wrapped. */
    void line(List<Span> spans) {
        int last = spans.size() - 1;
        while (last >= 0 && spans.get(last).text().isBlank()) {
            last--;
        }
        for (int i = 0; i <= last; i++) {
            String text = i == last
                    ? spans.get(i).text().stripTrailing()
                    : spans.get(i).text();
            out.append(screen.colour() ? spans.get(i).role().paint(text) : text);
        }
        out.append('\n');
    }

    void line(Span... spans) {
        line(List.of(spans));
    }

    void blank() {
        out.append('\n');
    }

    /**
     * A text of one role behind a lead, wrapped.
     *
     * @param hang blanks in front of each further line
     */
    void flow(List<Span> lead, Span text, int hang) {
        int taken = lead.stream().mapToInt(Span::columns).sum();
        List<String> lines = Wrap.words(text.text(), screen.width() - taken, screen.width() - hang);
        lines(lead, text.role(), lines, hang);
    }

    /** Facts behind a lead; lines break between facts. */
    void facts(Span lead, List<String> facts, String separator, int hang) {
        lines(
                List.of(lead),
                Role.PLAIN,
                Wrap.items(facts, separator, screen.width() - lead.columns(), screen.width() - hang),
                hang);
    }

    private void lines(List<Span> lead, Role role, List<String> lines, int hang) {
        for (int i = 0; i < lines.size(); i++) {
            List<Span> spans = new ArrayList<>(i == 0 ? lead : List.of(Span.plain(" ".repeat(hang))));
            spans.add(new Span(role, lines.get(i)));
            line(spans);
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
