package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.source.Source;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Times of events and of sources. */
class SourceTimesTest {

    private static final String HEADED = """
        format x "X"
        head "{at: time "yyyy-MM-dd HH:mm:ss"} [{pid: count}] "
        head "[{pid: count}] "
        identity "host is {host: word}"
        context run "run of {domain: word} begins"
        event acme.took
          line "{disk: text} took {took: seconds} s"
        event acme.failed
          line "failed: {reason: text}"
        noise "failed: broken pipe"
        """;

    @Test
    void takesTheTimeOfTheIdentityWhereLinesHaveNone() {
        SourceEvents read = read("""
            format x "X"
            identity "START at {at: time "yyyyMMddHHmmss"}"
            event acme.failed
              line "it failed"
            """, "it failed\nSTART at 20261120080000\n");

        assertThat(read.events().get(0).at()).contains(Instant.parse("2026-11-20T08:00:00Z"));
        assertThat(read.first()).isEmpty();
    }

    @Test
    void keepsTheTimeOfTheRecordBeforeThatOfAContext() {
        SourceEvents read = read("""
            format x "X"
            head "{at: epoch_s}: "
            context run "run begins {at: epoch_s}"
            event acme.failed
              line "it failed"
            """, "run begins 5\nit failed\n7: it failed\n");

        assertThat(read.events())
                .extracting(Event::at)
                .containsExactly(Optional.of(Instant.ofEpochSecond(5)), Optional.of(Instant.ofEpochSecond(7)));
    }

    @Test
    void seesTheFirstAndTheLastRecord() {
        SourceEvents read = read(HEADED, """
            garbage
            2026-11-20 08:00:00 [7] begin
            2026-11-20 08:00:01 [7] / took 1 s
            2026-11-20 08:00:09 [7] end
              that goes on
            """);

        assertThat(read.first()).contains(Instant.parse("2026-11-20T08:00:00Z"));
        assertThat(read.last()).contains(Instant.parse("2026-11-20T08:00:09Z"));
    }

    @Test
    void placesTimesInTheZoneThatIsGiven() {
        Format format = FormatFixture.format("x", HEADED);
        String text = "2026-11-20 08:00:00 [7] / took 1 s\n";
        Source source = FormatFixture.source("x.log");

        SourceEvents berlin = FormatFixture.read(format, source, text, Reading.in(ZoneId.of("Europe/Berlin")));

        assertThat(berlin.events().get(0).at()).contains(Instant.parse("2026-11-20T07:00:00Z"));
        assertThat(berlin.assumedUtc()).isFalse();
        assertThat(FormatFixture.read(format, source, text, Reading.inUtc()).assumedUtc())
                .isTrue();
    }

    @Test
    void placesTimesInTheZoneThatTheSourceNames() {
        SourceEvents read = read("""
            format x "X"
            identity "zone is {zone: word}"
            head "{at: time "yyyy-MM-dd HH:mm"} "
            event acme.failed
              line "it failed"
            """, "2026-07-01 10:00 it failed\nzone is Europe/Berlin\n");

        assertThat(read.events().get(0).at()).contains(Instant.parse("2026-07-01T08:00:00Z"));
        assertThat(read.assumedUtc()).isFalse();
    }

    @Test
    void placesTimesInUtcWhereTheFormatSaysSo() {
        Format format = FormatFixture.format("x", HEADED + "zone utc\n");

        SourceEvents read = FormatFixture.read(
                format,
                FormatFixture.source("x.log"),
                "2026-11-20 08:00:00 [7] / took 1 s\n",
                Reading.in(ZoneId.of("Europe/Berlin")));

        assertThat(read.events().get(0).at()).contains(Instant.parse("2026-11-20T08:00:00Z"));
        assertThat(read.assumedUtc()).isFalse();
    }

    @Test
    void addsTheYearThatIsNearestToTheSource() {
        String format = """
            format x "X"
            head "{at: time "MMM d HH:mm:ss"} "
            event acme.failed
              line "it failed"
            """;
        Format compiled = FormatFixture.format("x", format);
        var written = new Source("x", "x", Optional.of(Instant.parse("2027-01-02T00:00:00Z")));

        SourceEvents read = FormatFixture.read(
                compiled, written, "Dec 31 23:59:59 it failed\nJan  1 00:00:00 it failed\n", Reading.inUtc());

        assertThat(read.events())
                .extracting(e -> e.at().orElseThrow().toString())
                .containsExactly("2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z");
        SourceEvents unknown = FormatFixture.read(
                compiled, new Source("x", "x", Optional.empty()), "Dec 31 23:59:59 it failed\n", Reading.inUtc());
        assertThat(unknown.events().get(0).at()).isEmpty();
        assertThat(unknown.problems()).hasSize(1);
    }

    private static SourceEvents read(String format, String text) {
        return FormatFixture.read(FormatFixture.format("x", format), text);
    }
}
