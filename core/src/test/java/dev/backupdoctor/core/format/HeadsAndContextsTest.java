package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.value.Version;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Fields that an event has from other lines than its own. */
class HeadsAndContextsTest {

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

    private static SourceEvents read(String format, String text) {
        return FormatFixture.read(FormatFixture.format("x", format), text);
    }

    static Object it(Event event, String field) {
        return event.field(field).known().orElseThrow(() -> new AssertionError(field + " of " + event));
    }
}
