package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.source.Source;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    void inheritsTheHeadOfTheRecordBefore() {
        SourceEvents read = read(HEADED, """
            2026-11-20 08:00:00 [7] several lines follow

            / took 1 s
            2026-11-20 08:00:05 [8] next
            /home took 2 s
            /var took 3 s
            """);

        assertThat(read.events()).extracting(e -> it(e, "pid").toString()).containsExactly("7", "8", "8");
        assertThat(read.events().get(2).at()).contains(Instant.parse("2026-11-20T08:00:05Z"));
    }

    @Test
    void looksBackNoFurtherThan200Lines() {
        String head = "2026-11-20 08:00:00 [7] begin\n";

        assertThat(read(HEADED, head + "x\n".repeat(198) + "/ took 1 s\n")
                        .events()
                        .get(0)
                        .at())
                .isPresent();
        assertThat(read(HEADED, head + "x\n".repeat(200) + "/ took 1 s\n")
                        .events()
                        .get(0)
                        .at())
                .isEmpty();
    }

    @Test
    void givesNoHeadToLinesBeforeTheFirst() {
        Event event =
                read(HEADED, "/ took 1 s\n2026-11-20 08:00:00 [7] x\n").events().get(0);

        assertThat(event.at()).isEmpty();
        assertThat(event.field("pid").isKnown()).isFalse();
    }

    @Test
    void triesHeadsInTheirOrder() {
        SourceEvents read = read(HEADED, "[9] / took 1 s\n");

        assertThat(it(read.events().get(0), "pid")).isEqualTo(BigDecimal.valueOf(9));
        assertThat(read.events().get(0).at()).isEmpty();
    }

    @Test
    void holdsAContextUntilItsNextLine() {
        SourceEvents read = read(HEADED, """
            / took 1 s
            [1] run of web01 begins
            [1] / took 2 s
            [1] run of web02 begins
            [1] / took 3 s
            """);

        assertThat(read.events())
                .extracting(e -> e.field("domain").as(String.class).orElse("none") + " " + it(e, "run"))
                .containsExactly("none /var/log/x.log:0", "web01 /var/log/x.log:2", "web02 /var/log/x.log:4");
        assertThat(read.events().get(2).field("run").from().get(0).line()).isEqualTo(4);
    }

    @Test
    void forgetsWhatTheNextContextLineDoesNotSay() {
        SourceEvents read = read("""
            format x "X"
            context step "reading {disk: word} of {host: word}"
            context step "reading {disk: word}"
            event acme.failed
              line "it failed"
            """, "reading a of b\nit failed\nreading c\nit failed\n");

        assertThat(read.events().get(0).field("host").isKnown()).isTrue();
        assertThat(read.events().get(1).field("host").isKnown()).isFalse();
        assertThat(it(read.events().get(1), "disk")).isEqualTo("c");
    }

    @Test
    void givesTheLineOfAContextTheContextThatItBegins() {
        SourceEvents read = read("""
            format x "X"
            context run "Version {version: version} of {domain: word}"
            event acme.started
              line "Version {_: version} of {_: word}"
            """, "Version 2.1 of a\nVersion 2.2 of b\n");

        assertThat(read.events()).extracting(e -> it(e, "domain")).containsExactly("a", "b");
        assertThat(read.version()).contains(new Version("2.2"));
    }

    @Test
    void givesIdentityToEarlierLinesAndKeepsTheFirst() {
        SourceEvents read = read(HEADED, "/ took 1 s\nhost is a\nhost is b\n/ took 2 s\n");

        assertThat(read.events()).extracting(e -> it(e, "host")).containsExactly("a", "a");
        assertThat(read.constants()).containsOnlyKeys("host");
        assertThat(read.constants())
                .hasEntrySatisfying(
                        "host", host -> assertThat(host.from().get(0).line()).isEqualTo(2));
    }

    @Test
    void readsALineThatIsIdentityContextAndEvent() {
        SourceEvents read = read("""
            format x "X"
            identity "START of {host: word} at {_}"
            context run "START of {_: word} at {stamp: count}"
            event acme.started
              line "START of {_: word} at {_}"
            """, "START of web01 at 5\n");

        assertThat(read.events()).hasSize(1);
        assertThat(it(read.events().get(0), "host")).isEqualTo("web01");
        assertThat(it(read.events().get(0), "stamp")).isEqualTo(BigDecimal.valueOf(5));
    }

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
    void prefersTheNearestSayingOfAField() {
        SourceEvents read = read("""
            format x "X"
            head "{who: word}: {x: word}: "
            identity "identity {who: word} {y: word}"
            context run "context {who: word} {z: word}"
            event acme.own
              line "own text by {who: word}"
            event acme.other
              line "some other text"
            """, """
            h: h: identity i i
            h: h: some other text
            h: h: context c c
            h: h: some other text
            h: h: own text by o
            """);

        assertThat(read.events()).extracting(e -> it(e, "who")).containsExactly("h", "c", "o");
        assertThat(read.events()).extracting(e -> it(e, "y")).containsExactly("i", "i", "i");
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
    void splitsLinesAtHeadsInMidLine() {
        Format format = FormatFixture.format("measure");
        String head = "Fri Nov 20 08:4%d:00.000000001 2026: pid %d: thd-0x55: measure: ";

        SourceEvents read = FormatFixture.read(
                format,
                head.formatted(1, 1) + " 0" + head.formatted(2, 2) + "estimate time for / level 0: 5"
                        + head.formatted(3, 3) + "\nestimate time for /home level 1: 6\n");

        assertThat(read.events()).hasSize(2);
        Event glued = read.events().get(0);
        assertThat(it(glued, "pid")).isEqualTo(BigDecimal.valueOf(2));
        assertThat(it(glued, "took")).isEqualTo(Duration.ofSeconds(5));
        assertThat(glued.place().line()).isEqualTo(1);
        assertThat(glued.place().column()).isEqualTo(head.formatted(1, 1).length() * 2 + 3);
        assertThat(it(read.events().get(1), "pid")).isEqualTo(BigDecimal.valueOf(3));
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

    private static final String CLUSTER = """
        [2023-12-18 10:00:00.000000] INFO [SHARE] x (a.cpp:1) [1][t][T1][Y0A-0-0] New syslog file info: \
        [address: "10.0.0.1:2882", observer version: Acme_CE 4.2.1.0, revision]
        [2023-12-18 10:00:00.000001] WARN [STORAGE] x (a.cpp:1) [1][t][T1][Y0A-0-1] ls task failed, backup can't not \
        continue(ls_attr={tenant_id:1002, task_id:7, ls_id:{id:1001}}, result=-4016)
        [2023-12-18 10:00:00.000002] WARN [STORAGE] x (a.cpp:1) [1][t][T1][Y0A-0-2] any other(ret=-4016, ls_id={id:5})
        [2023-12-18 10:00:00.000003] WARN [STORAGE] x (a.cpp:1) [1][t][T1][Y0A-0-3] mentions Y0A-0-2 only
        """;

    @Test
    void seeksRecordsByTheirValue() {
        Format format = FormatFixture.format("cluster");

        SourceEvents read = FormatReader.seek(
                        format,
                        FormatFixture.source("observer.log"),
                        new ByteArrayInputStream(CLUSTER.getBytes(StandardCharsets.UTF_8)),
                        Reading.inUtc(),
                        Map.of("acme.line", Set.of("Y0A-0-2", "Y0A-0-9"), "other.line", Set.of("x")))
                .settle(Carried.NONE);

        assertThat(read.events()).hasSize(1);
        assertThat(it(read.events().get(0), "trace")).isEqualTo("Y0A-0-2");
        assertThat(it(read.events().get(0), "ret").toString()).isEqualTo("-4016");
        assertThat(it(read.events().get(0), "server")).isEqualTo("10.0.0.1:2882");
    }

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
        var limits = new Reading.Limits(16, 64, 10, 8);

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
    void stopsAtTheLimitOfEvents() {
        Format format = FormatFixture.format("x", HEADED);
        var limits = new Reading.Limits(1 << 16, 1 << 20, 3, 8);

        SourceEvents read = FormatFixture.read(
                format,
                FormatFixture.source("x"),
                "/ took 1 s\n".repeat(5),
                new Reading(ZoneId.of("UTC"), true, limits, 1));

        assertThat(read.events()).hasSize(3);
        assertThat(read.whole()).isFalse();
        assertThat(read.problems())
                .containsExactly(new Problem("/var/log/x", 0, "more than 3 events: the later ones are left out", true));
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

    static List<String> kinds(SourceEvents read) {
        return read.events().stream().map(Event::kind).toList();
    }
}
