package dev.backupdoctor.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A table in a README between two marks, made from what it lists. */
final class ReadmeTable {

    private static final String BEGIN = "<!-- rules: made by a test -->\n";
    private static final String END = "<!-- end of rules -->";

    private ReadmeTable() {}

    /** Fails when the table is not this one; {@code -Dgolden.update=true} writes it. */
    static void check(Path readme, String table) throws IOException {
        String text = Files.readString(readme);
        assertThat(text).as("%s marks the place of the table", readme).contains(BEGIN, END);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(readme, text.substring(0, from) + table + text.substring(to));
            return;
        }
        assertThat(text.substring(from, to))
                .as("rules in %s; -Dgolden.update=true writes them", readme)
                .isEqualTo(table);
    }
}
