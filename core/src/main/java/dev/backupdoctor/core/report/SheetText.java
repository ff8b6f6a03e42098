package dev.backupdoctor.core.report;

import java.io.IOException;
import java.util.List;

/** Writes a {@link Sheet} for a screen. Sections without paragraphs are left out. */
public final class SheetText {

    /** Writes the whole sheet; each line ends with a line feed. */
    public void write(Sheet sheet, Screen screen, Appendable out) throws IOException {
        Page page = new Page(screen);
        page.flow(
                List.of(new Span(Role.STRONG, page.text(sheet.name())), Span.plain(": ")),
                Span.plain(page.text(sheet.title())),
                1);
        int label = sheet.sections().stream()
                .mapToInt(s -> Columns.of(s.label()) + 3)
                .max()
                .orElse(0);
        for (Sheet.Section section : sheet.sections()) {
            if (!section.paragraphs().isEmpty()) {
                page.blank();
            }
            write(section, label, page);
        }
        out.append(page.toString());
    }

    private static void write(Sheet.Section section, int label, Page page) {
        Span lead = new Span(Role.STRONG, Columns.pad(" " + section.label() + ":", label));
        for (int i = 0; i < section.paragraphs().size(); i++) {
            String number = section.numbered() ? (i + 1) + ". " : "";
            page.flow(
                    List.of(lead, Span.plain(number)),
                    Span.plain(page.text(section.paragraphs().get(i))),
                    label + number.length());
            lead = Span.plain(" ".repeat(label));
        }
    }
}
