package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.RawName;
import dev.backupdoctor.core.value.Version;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class FormatReaderTest {

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
    void givesOneEventForAFittingLine() {
        SourceEvents read = read(HEADED, """
            nothing here
            2026-11-20 08:00:00 [7] /space took 1.5 s
            """);

        assertThat(read.events()).hasSize(1);
        Event event = read.events().get(0);
        assertThat(event.kind()).isEqualTo("acme.took");
        assertThat(it(event, "disk")).isEqualTo("/space");
        assertThat(it(event, "took")).isEqualTo(Duration.ofMillis(1500));
        assertThat(it(event, "pid")).isEqualTo(BigDecimal.valueOf(7));
        assertThat(it(event, "line")).isEqualTo(BigDecimal.valueOf(2));
        assertThat(it(event, "source")).isEqualTo("/var/log/x.log");
        assertThat(event.at()).contains(Instant.parse("2026-11-20T08:00:00Z"));
        assertThat(event.field("reason").isKnown()).isFalse();
        assertThat(read.whole()).isTrue();
        assertThat(read.lines()).isEqualTo(2);
        assertThat(read.bytes()).isEqualTo(55);
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void marksExactlyWhatWasRead() {
        String line = "2026-11-20 08:00:00 [7] /space took 1.5 s";

        Event event = read(HEADED, "first\n" + line + "  \r\n").events().get(0);

        assertThat(event.place()).isEqualTo(new Place("/var/log/x.log", 2, 25, 17, 6, line + "  \r"));
        assertThat(event.field("took").from()).containsExactly(new Place("/var/log/x.log", 2, 37, 3, 6, line + "  \r"));
        assertThat(event.field("pid").from().get(0).column()).isEqualTo(22);
        assertThat(event.field("at").from().get(0).length()).isEqualTo(19);
    }

    @Test
    void capturesFileNames() {
        Format format = FormatFixture.format("x", """
            format x "X"
            files "backup.{level: full|inc}.{stamp: time "yyyyMMdd"}.log"
            event acme.failed
              line "it failed"
            """);

        SourceEvents read = FormatFixture.read(
                format, FormatFixture.source("backup.inc.20261119.log.1"), "it failed\n", Reading.inUtc());

        assertThat(it(read.events().get(0), "level")).isEqualTo("inc");
        assertThat(it(read.events().get(0), "stamp")).isEqualTo(Instant.parse("2026-11-19T00:00:00Z"));
        assertThat(read.constants()).containsOnlyKeys("level", "stamp");
    }

    @Test
    void keepsNoiseSilent() {
        assertThat(read(HEADED, "failed: broken pipe\nfailed: disk full\n").events())
                .extracting(e -> it(e, "reason"))
                .containsExactly("disk full");
    }

    @Test
    void givesOneEventOfAKindButSeveralKinds() {
        SourceEvents read = read("""
            format x "X"
            event acme.failed
              line "dump of {disk: word} failed"
              line "dump of {_: text} failed"
            event acme.dump
              line "dump of {disk: word} {_}"
            """, "dump of / failed\n");

        assertThat(read.events()).extracting(Event::kind).containsExactly("acme.failed", "acme.dump");
        assertThat(read.events()).extracting(Event::order).containsExactly(0L, 1L);
    }

    @Test
    void skipsShapesOfOtherVersions() {
        String format = """
            format x "X"
            identity "this is {version: version}"
            event acme.new
              line "dump failed" versions from "3"
            event acme.old
              line "dump failed" versions before "3"
            """;

        assertThat(read(format, "dump failed\n").events()).hasSize(2);
        assertThat(read(format, "this is 3.1\ndump failed\n").events())
                .extracting(Event::kind)
                .containsExactly("acme.new");
        assertThat(read(format, "this is 2.9\ndump failed\n").events())
                .extracting(Event::kind)
                .containsExactly("acme.old");
    }

    @Test
    void readsHeadsAndValuesWithTheReadersOfTheProduct() {
        Format format = FormatFixture.format("cluster");

        SourceEvents read = FormatFixture.read(format, FormatFixture.source("observer.log"), CLUSTER, Reading.inUtc());

        assertThat(read.events()).extracting(Event::kind).containsExactly("acme.ls_task_failed");
        Event failed = read.events().get(0);
        assertThat(it(failed, "tenant")).isEqualTo(BigDecimal.valueOf(1002));
        assertThat(it(failed, "trace")).isEqualTo("Y0A-0-1");
        assertThat(failed.field("dst").isKnown()).isFalse();
        assertThat(failed.at()).contains(Instant.parse("2023-12-18T10:00:00.000001Z"));
        assertThat(failed.field("ls").from().get(0))
                .satisfies(p -> assertThat(p.text().substring(p.column() - 1, p.column() - 1 + p.length()))
                        .isEqualTo("1001"));
        assertThat(it(failed, "server")).isEqualTo("10.0.0.1:2882");
        assertThat(read.version()).contains(new Version("4.2.1.0"));
    }

    static final String CLUSTER = """
        [2023-12-18 10:00:00.000000] INFO [SHARE] x (a.cpp:1) [1][t][T1][Y0A-0-0] New syslog file info: \
        [address: "10.0.0.1:2882", observer version: Acme_CE 4.2.1.0, revision]
        [2023-12-18 10:00:00.000001] WARN [STORAGE] x (a.cpp:1) [1][t][T1][Y0A-0-1] ls task failed, backup can't not \
        continue(ls_attr={tenant_id:1002, task_id:7, ls_id:{id:1001}}, result=-4016)
        [2023-12-18 10:00:00.000002] WARN [STORAGE] x (a.cpp:1) [1][t][T1][Y0A-0-2] any other(ret=-4016, ls_id={id:5})
        [2023-12-18 10:00:00.000003] WARN [STORAGE] x (a.cpp:1) [1][t][T1][Y0A-0-3] mentions Y0A-0-2 only
        """;

    @Test
    void mergesTheEventsOfItsParserInTheOrderOfTheLines() {
        SourceEvents read = read("""
            format x "X"
            parser settings
            event acme.setting
            event acme.old
              line "ancient {name: word}"
            """, "a=1\nancient b\nhost=web01\nc=22\nbroken\n");

        assertThat(read.events()).extracting(Event::kind).containsExactly("acme.setting", "acme.old", "acme.setting");
        assertThat(it(read.events().get(2), "value")).isEqualTo(BigDecimal.valueOf(2));
        assertThat(it(read.events().get(0), "host")).isEqualTo("web01");
        assertThat(read.problems())
                .containsExactly(
                        new Problem("/var/log/x.log", 2, "no setting", false),
                        new Problem("/var/log/x.log", 5, "no setting", false));
        assertThat(read.whole()).isTrue();
    }

    @Test
    void givesTheParserNoMoreThanItsLimit() {
        Format format = FormatFixture.format("x", "format x \"X\"\nparser settings\nevent acme.setting\n");
        var limits = new Reading.Limits(16, 64, 1 << 20, 8);

        SourceEvents read = FormatFixture.read(
                format,
                FormatFixture.source("x"),
                "a=1\nb=2\nc=3\nd=4\n",
                new Reading(ZoneId.of("UTC"), true, limits, 1));

        assertThat(read.events()).hasSize(2);
        assertThat(read.problems())
                .containsExactly(new Problem("/var/log/x", 0, "only the first 8 B are read by the parser", true));
        assertThat(read.whole()).isFalse();
    }

    @Test
    void keepsWhatItReadBeforeAFailure() {
        InputStream torn =
                new FilterInputStream(
                        new ByteArrayInputStream("/ took 1 s\n/home took 2 s".getBytes(StandardCharsets.UTF_8))) {
                    @Override
                    public int read(byte[] to, int offset, int length) throws IOException {
                        int count = super.read(to, offset, Math.min(length, 7));
                        if (count < 0) {
                            throw new IOException("unexpected end of compressed data");
                        }
                        return count;
                    }
                };

        SourceEvents read =
                FormatReader.read(FormatFixture.format("x", HEADED), FormatFixture.source("x"), torn, Reading.inUtc());

        assertThat(read.events()).extracting(e -> it(e, "disk")).containsExactly("/");
        assertThat(read.whole()).isFalse();
        assertThat(read.problems()).hasSize(1).allMatch(Problem::incomplete);
        assertThat(read.problems().get(0).reason())
                .isEqualTo("reading failed after 11 bytes: unexpected end of compressed data");
    }

    @Test
    void reportsAShapeThatGivesUp() {
        SourceEvents read = read("""
            format x "X"
            event acme.x
              line "known {a: word}a{b: word}a{c: word}b{_}"
            """, "known " + "a".repeat(20_000) + "\n");

        assertThat(read.events()).isEmpty();
        assertThat(read.whole()).isFalse();
        assertThat(read.problems())
                .containsExactly(new Problem(
                        "/var/log/x.log",
                        1,
                        "the shape at formats/x.format:3:8 gave up on this line after 100000 steps",
                        true));
    }

    @Test
    void keepsBytesThatAreNoText() {
        Format format = FormatFixture.format("site");
        byte[] bytes =
                "Pausing RRD updates for /a/b\u00c3.rrd\ncached response: '-1 /a/\u00c3 - No such file or directory\\n'\n"
                        .getBytes(StandardCharsets.ISO_8859_1);

        SourceEvents read = FormatFixture.read(format, FormatFixture.source("x"), bytes, Reading.inUtc());

        assertThat(read.events()).hasSize(1);
        assertThat(it(read.events().get(0), "rrd")).isEqualTo(new RawName("/a/\u00c3"));
    }

    private static SourceEvents read(String format, String text) {
        return FormatFixture.read(FormatFixture.format("x", format), text);
    }

    static Object it(Event event, String field) {
        return event.field(field).known().orElseThrow(() -> new AssertionError(field + " of " + event));
    }
}
