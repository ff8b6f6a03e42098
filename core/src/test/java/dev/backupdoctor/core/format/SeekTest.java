package dev.backupdoctor.core.format;

import static dev.backupdoctor.core.format.FormatReaderTest.it;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The second pass, for what rules ask for. */
class SeekTest {

    private static Wanted trace(String trace) {
        return new Wanted(Map.of("trace", trace));
    }

    private static SourceEvents seek(Format format, String log, Map<String, List<Wanted>> wanted) {
        return FormatReader.seek(
                        format,
                        FormatFixture.source("observer.log"),
                        new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)),
                        Reading.inUtc(),
                        wanted)
                .settle(Carried.NONE);
    }

    @Test
    void seeksRecordsByTheirValue() {
        SourceEvents read = seek(
                FormatFixture.format("cluster"),
                FormatReaderTest.CLUSTER,
                Map.of("acme.line", List.of(trace("Y0A-0-2"), trace("Y0A-0-9")), "other.line", List.of(trace("x"))));

        assertThat(read.events()).hasSize(1);
        assertThat(it(read.events().get(0), "trace")).isEqualTo("Y0A-0-2");
        assertThat(it(read.events().get(0), "ret").toString()).isEqualTo("-4016");
        assertThat(it(read.events().get(0), "server")).isEqualTo("10.0.0.1:2882");
    }

    @Test
    void seeksLinesByAllFieldsThatAreAskedFor() {
        Format format = FormatFixture.format("x", """
            format x "X"
            event acme.done sought by task
              line "done {task: count} of {host: word}"
              line "done {task: count}"
            """);
        String log = "done 3 of a\ndone 3 of b\ndone 4 of a\ntold 3 of a\ndone 3\n";

        SourceEvents found = seek(
                format,
                log,
                Map.of("acme.done", List.of(new Wanted(Map.of("task", BigDecimal.valueOf(3), "host", "a")))));

        assertThat(found.events()).extracting(e -> e.place().line()).containsExactly(1L, 5L);
        assertThat(FormatFixture.read(format, log).events()).isEmpty();
    }
}
