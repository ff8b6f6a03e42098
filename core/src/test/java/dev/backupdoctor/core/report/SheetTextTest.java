package dev.backupdoctor.core.report;

import dev.backupdoctor.core.testing.Golden;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class SheetTextTest {

    @Test
    void alignsSectionsUnderTheirLabels() throws IOException {
        Sheet sheet = new Sheet(
                "acme-copy-timeout",
                "Copies take longer than the server waits",
                List.of(
                        Sheet.Section.of("severity", List.of("error")),
                        Sheet.Section.of(
                                "why",
                                List.of("the server asks three times and then fails every disk of the client, those"
                                        + " already answered too")),
                        new Sheet.Section("causes", List.of("many small files", "a hung mount"), true),
                        Sheet.Section.of("beware", List.of())));
        StringBuilder out = new StringBuilder();

        new SheetText().write(sheet, new Screen(60, false, true, Verbosity.NORMAL, ZoneOffset.UTC), out);

        Golden.check("report/sheet.txt", out.toString());
    }
}
