package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldWritersTest {

    private static final String CONF = """
            format acme-conf "Acme"
            files "acme.conf"
            event acme.conf
              line "keep {keep: seconds} s{_}"
              line "room {room: size}{_}"
              line "mode {mode: fast|safe}{_}"
              line "name {name: word} {_}"
              line "port {port: count}"
            """;

    @ParameterizedTest
    @CsvSource({
        "keep 900 s   # days, keep, 900, PT30M, keep 1800 s   # days",
        "keep 900 s, keep, 900, PT0.5S, keep 0.5 s",
        "room 10 GiB # x, room, 10 GiB, 2048, room 2048 B # x",
        "mode fast, mode, fast, safe, mode safe",
        "name web01 x, name, web01, db01, name db01 x",
        "port 80, port, 80, 8080, port 8080"
    })
    void writesWhatItsReaderGivesBack(String line, String field, String old, String value, String edited) {
        Optional<String> written = write(line, field, old, value(field, value));

        assertThat(written.map(w -> line.replace(old, w))).contains(edited);
    }

    @ParameterizedTest
    @CsvSource({
        "mode fast, mode, fast, turbo",
        "name web01 x, name, web01, two words",
        "port 80, port, 80, -1",
        "port 80, port, 80, 80.5",
        "keep 900 s, name, 900, x",
        "nothing known 900, keep, 900, PT1S"
    })
    void writesNothingThatWouldReadAsSomethingElse(String line, String field, String old, String value) {
        assertThat(write(line, field, old, value(field, value))).isEmpty();
    }

    @Test
    void writesNothingWithoutAPlace() {
        FieldWriters writers = new FieldWriters(List.of(FormatFixture.format("acme-conf", CONF)));

        assertThat(writers.write("acme.conf", "keep", Place.of("acme.conf"), Duration.ofSeconds(1)))
                .isEmpty();
        assertThat(writers.obstacle("acme.conf", "keep")).isEmpty();
    }

    @Test
    void saysWhyAParserOrALogCannotBeEdited() {
        Format parsed = FormatFixture.format("acme-set", """
                format acme-set "Acme"
                files "acme.set"
                parser settings
                event acme.setting
                """);
        Format log = FormatFixture.format("acme-log", """
                format acme-log "Acme"
                files "acme.log"
                head "{at: time "yyyy-MM-dd HH:mm:ss"} "
                event acme.job
                  line "job took {took: seconds} s"
                """);
        FieldWriters writers = new FieldWriters(List.of(parsed, log));

        assertThat(writers.obstacle("acme.setting", "value"))
                .contains("the parser of format acme-set has no writer of values of the same name"
                        + " (DiagnosticModule.writers)");
        assertThat(writers.obstacle("acme.job", "took"))
                .contains("format acme-log reads records with heads: that is a log, and no configuration");
    }

    private static Optional<String> write(String line, String field, String old, Object value) {
        int from = line.indexOf(old);
        Place place = new Place("acme.conf", 1, from + 1, old.length(), 0, line);
        return new FieldWriters(List.of(FormatFixture.format("acme-conf", CONF)))
                .write("acme.conf", field, place, value);
    }

    private static Object value(String field, String text) {
        return switch (field) {
            case "keep" -> Duration.parse(text);
            case "room" -> new Size(Long.parseLong(text));
            case "port" -> new BigDecimal(text);
            default -> text;
        };
    }
}
