package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.source.Problem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source with more events than memory is given to. */
class EventLimitTest {

    private static final String LINES = """
            format x "X"
            head "{at: time "yyyy-MM-dd HH:mm:ss"} "
            event acme.took
              line "{disk: text} took {took: seconds} s"
            """;

    private static final String LINES_AND_PARSER = LINES + """
            parser settings
            event acme.setting
            """;

    private static String log(int lines) {
        return IntStream.range(0, lines)
                .mapToObj(i -> "2026-11-20 08:00:%02d /d%d took 1 s%n".formatted(i, i))
                .collect(Collectors.joining());
    }

    private static SourceEvents read(String log, long eventBytes) {
        return read(LINES, log, eventBytes);
    }

    private static SourceEvents read(String format, String log, long eventBytes) {
        Reading reading = Reading.inUtc().withEventBytes(eventBytes);
        return FormatFixture.read(FormatFixture.format("x", format), FormatFixture.source("x"), log, reading);
    }

    /** Read with so much memory, then left less and less. */
    private static SourceEvents shrunk(String log, long eventBytes, long... left) {
        LogPart part = FormatReader.part(
                FormatFixture.format("x", LINES_AND_PARSER),
                FormatFixture.source("x"),
                new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)),
                Reading.inUtc().withEventBytes(eventBytes));
        for (long bytes : left) {
            part.shrink(bytes);
        }
        return part.settle(Carried.NONE);
    }

    private static List<Long> lines(SourceEvents read) {
        return read.events().stream().map(Event::place).map(p -> p.line()).toList();
    }

    @Test
    void keepsTheFirstAndSaysWhatIsLeftOut() {
        long five = read(log(5), 1 << 20).held().bytes();

        SourceEvents read = read(log(8), five);

        assertThat(lines(read)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(read.problems())
                .containsExactly(new Problem(
                        "/var/log/x",
                        6,
                        "there is more than memory is given to: from here on 3 events are left out",
                        true));
    }

    @Test
    void claimsNothingOfWhatItLeftOut() {
        SourceEvents read = read(log(8), 2000);

        assertThat(read.whole()).isFalse();
        assertThat(read.claims()).isEmpty();
    }

    @Test
    void knowsTheTimeOfTheLastRecordAllTheSame() {
        SourceEvents read = read(log(8), 0);

        assertThat(read.events()).isEmpty();
        assertThat(read.first()).contains(Instant.parse("2026-11-20T08:00:00Z"));
        assertThat(read.last()).contains(Instant.parse("2026-11-20T08:00:07Z"));
    }

    /** The events of the parser come when all lines were read. */
    @ParameterizedTest
    @ValueSource(longs = {0, 500, 1000, 2000, 3000, 5000, 10_000})
    void keepsTheFirstByTheirPlaceWhoeverReadsThem(long eventBytes) {
        String log = "a=1\n" + log(6) + "b=2\n" + log(6) + "c=3\n";
        SourceEvents whole = read(LINES_AND_PARSER, log, 1 << 20);

        SourceEvents read = read(LINES_AND_PARSER, log, eventBytes);

        assertThat(lines(read)).isEqualTo(lines(whole).subList(0, read.events().size()));
        assertThat(read.held().bytes()).isLessThanOrEqualTo(eventBytes);
        assertThat(read.events()).isEqualTo(shrunk(log, 1 << 20, eventBytes).events());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 500, 1000, 2000, 3000, 5000})
    void isTheSameWhenItIsShortenedLaterAndByAndBy(long eventBytes) {
        String log = "a=1\n" + log(20) + "b=2\n" + log(6) + "c=3\n";
        SourceEvents atOnce = read(LINES_AND_PARSER, log, eventBytes);

        for (SourceEvents later : List.of(shrunk(log, 1 << 20, eventBytes), shrunk(log, 9000, 6000, eventBytes))) {
            assertThat(later.events()).isEqualTo(atOnce.events());
            assertThat(later.problems()).isEqualTo(atOnce.problems());
            assertThat(later.times()).isEqualTo(atOnce.times());
            assertThat(later.claims()).isEqualTo(atOnce.claims());
        }
    }
}
