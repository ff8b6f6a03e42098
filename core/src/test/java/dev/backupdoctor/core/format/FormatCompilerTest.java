package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.event.Kind;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Pos;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatCompilerTest {

    @Test
    void showsBothPlacesOfAFieldWithTwoTypes() {
        assertThat(errors("""
            format x "X"
            event acme.x
              line "estimate of {disk: text} took {took: seconds}"
              line "estimates took {took: count}"
            """)).isEqualTo("""
            formats/x.format:4:25: 'took' is number here and duration in formats/x.format:3:40
             4 |   line "estimates took {took: count}"
               |                         ^^^^^^^^^^^
               | a field has one type everywhere: give one of them another name
            """);
    }

    @Test
    void showsTheFieldOfAHeadThatAnEventHasWithAnotherType() {
        assertThat(errors("""
            format x "X"
            head "{level: word} "
            event acme.x
              line "dump of {disk: word} level {level: count}"
            """))
                .contains("formats/x.format:2:8: 'level' is text here and number in formats/x.format:4:37");
    }

    @Test
    void showsALineThatAnEarlierOneShadows() {
        assertThat(errors("""
            format x "X"
            event acme.x
              line "backup of {disk: word} failed{_}"
              line "backup of {name: word} failed: {reason: text}"
            """))
                .contains("formats/x.format:4:8: whatever fits this shape fits the line at formats/x.format:3:8,");
    }

    @Test
    void showsALineThatNoiseSilences() {
        assertThat(errors("""
            format x "X"
            event acme.x
              line "backup of {disk: word} failed"
            noise "backup of {_: word} failed" because "it is"
            """))
                .contains("formats/x.format:3:8: whatever fits this shape fits the noise at formats/x.format:4:7,");
    }

    @Test
    void allowsTheSameShapeForOtherVersionsAndOtherReaders() {
        assertThat(errors("""
            format x "X"
            event acme.x
              line "backup of {disk: word} failed" versions before "2"
              line "backup of {disk: quoted} failed"
            event acme.y
              line "backup of {disk: quoted} failed"
            """)).isEmpty();
    }

    /** Statements, parted by a bar; part of the message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "zone mars;2:6: a zone is 'host' or 'utc', not 'mars'",
                "zone utc|zone host;3:1: this stands here already in line 2",
                "parser setings;2:8: there is no parser 'setings'|did you mean settings?",
                "head by cluster;2:9: there is no head reader 'cluster'|did you mean cluster-head?",
                "values cluster;2:8: there is no values reader 'cluster'|did you mean cluster-values?",
                "head anywhere \"{x: word}: \";2:15: a head that stands anywhere begins with text, a time or a number",
                "event other.x|  line \"known text\";2:7: a kind of this product is called acme.something, not 'other.x'",
                "event acme.x;2:1: this event has no line",
                "event acme.x|  take ret: code;3:8: take reads from the values of a record: this format has none",
                "values cluster-values|event acme.x|  line \"known text\"|  take ret: cod;there is no reader 'cod'",
                "values cluster-values|event acme.x|  line \"known text\"|  take a: code, a: code from b;'a' is taken twice",
                "values cluster-values|event acme.x|  line \"known text\"|  take at: code;'at' is the time of the event",
                "values cluster-values|event acme.x|  line \"known text\"|  take line: count;'line' is no name",
                "event acme.x sought by trace;there is no field 'trace'",
                "parser settings|event acme.seting;there is no Java record of kind 'acme.seting'|did you mean acme.setting?",
                "context two-words \"known text\";'two-words' is no name that a field can have",
                "context run \"known text {run: word}\";'run' is text here and place in formats/x.format:2:9",
                "identity \"known text {version: word}\";'version' is read by the reader version",
                "context run \"known text {version: word}\";'version' is read by the reader version",
                "event acme.x|  line \"known text\"|sample \"s\" gives acme.y \"\"\"|\"\"\";there is no event 'acme.y'|mean acme.x?",
                "sign \"{_}\";(longest literal 0 bytes, 4 needed)"
            })
    void refuses(String statements, String message) {
        String printed = errors("format x \"X\"\n" + statements.replace('|', '\n') + "\n");

        assertThat(printed).contains(message.split("\\|", -1));
    }

    @Test
    void wantsTheNameOfTheFile() {
        var errors = new Errors();

        FormatFixture.compile("y", "format x \"X\"\nevent acme.x\n  line \"known text\"\n", errors);

        assertThat(FormatFixture.render(errors, "")).contains("format x stands in a file called y.format");
    }

    @Test
    void stillCompilesWithAWarning() {
        var errors = new Errors();

        Optional<Format> format = FormatFixture.compile("x", """
            format x "X"
            event acme.x
              line "took {x: count}"
            """, errors);

        assertThat(format).isPresent();
        assertThat(errors.list()).hasSize(1).allMatch(e -> e.warning());
    }

    @Test
    void givesEachKindAllFieldsThatItsEventsHave() {
        Format format = FormatFixture.format("x", """
            format x "X"
            files "backup.{stamp: time "yyyyMMdd"}.log"
            head "{at: epoch_s}: "
            identity "host is {host: word}"
            context run "run of {domain: word}"
            event acme.done
              line "done after {took: seconds}"
              line "done: {result: OK|FAILED}"
            event host.oom
              line "out of memory: {pid: count}"
            """);

        Kind done = format.find("acme.done").orElseThrow();

        assertThat(done.fields()).containsOnlyKeys("at", "domain", "host", "result", "run", "stamp", "took");
        assertThat(done.type("took")).isEqualTo(Scalar.DURATION);
        assertThat(done.type("run")).isEqualTo(Scalar.PLACE);
        assertThat(done.type("stamp")).isEqualTo(Scalar.INSTANT);
        assertThat(done.type("result")).isInstanceOf(Type.Words.class);
        assertThat(done.type("line")).isEqualTo(Scalar.NUMBER);
        assertThat(done.formats()).containsExactly("x");
        assertThat(format.find("host.oom").orElseThrow().fields())
                .containsKey("pid")
                .doesNotContainKey("took");
        assertThat(format.constants()).isEqualTo(Map.of("stamp", Scalar.INSTANT, "host", Scalar.TEXT));
        assertThat(format.kinds().get(0).places())
                .hasEntrySatisfying("took", at -> assertThat(at.line()).isEqualTo(7));
    }

    @Test
    void givesKindsOfAParserTheFieldsOfTheRecordAndTheSource() {
        Format format = FormatFixture.format("x", """
            format x "X"
            files "{name: word}.conf"
            parser settings
            event acme.setting
            """);

        assertThat(format.find("acme.setting").orElseThrow().fields())
                .isEqualTo(Map.of("name", Scalar.TEXT, "value", Scalar.NUMBER));
    }

    @Test
    void knowsByWhichFieldAKindIsSought() {
        Kind line = FormatFixture.format("cluster").find("acme.line").orElseThrow();

        assertThat(line.soughtBy()).isEqualTo("trace");
        assertThat(line.fields()).containsKeys("trace", "ret", "ls", "log", "server", "version");
    }

    @Test
    void doesNotMindErrorsOfOtherFiles() {
        var errors = new Errors();
        errors.error(new Pos("formats/zz.format", 1, 1, 1), "another file is wrong");

        assertThat(FormatFixture.compile("x", "format x \"X\"\nevent acme.x\n  line \"known text\"\n", errors))
                .isPresent();
        assertThat(FormatFixture.compile("x", "format x \"X\"\nevent acme.x\n", errors))
                .isEmpty();
    }

    private static String errors(String text) {
        var errors = new Errors();
        Optional<Format> format = FormatFixture.compile("x", text, errors);
        assertThat(format.isPresent()).isEqualTo(!errors.any());
        return FormatFixture.render(errors, text);
    }
}
