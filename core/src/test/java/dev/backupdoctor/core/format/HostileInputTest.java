package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.source.Problem;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {

    private static final Format FORMAT = FormatFixture.format("x", """
        format x "X"
        head anywhere "{at: time "yyyy-MM-dd HH:mm:ss"} [{pid: count}] "
        identity "host is {host: word}"
        context run "run of {domain: word} begins{_}"
        event acme.took
          line "{disk: text} took {took: seconds} s"
        event acme.failed
          line "failed: {reason: text}"
        noise "failed: broken pipe"
        """);

    private static final String LOG = """
        2026-11-20 08:00:00 [7] run of web01 begins
        2026-11-20 08:00:01 [7] / took 1.5 s
        /home took 2 s

        \tand more
        noise2026-11-20 08:00:02 [8] failed: disk full2026-11-20 08:00:03 [9] /var took 3 s
        failed: broken pipe
        host is a
        2026-11-20 08:00:04 [10] run of web02 begins
        2026-11-20 08:00:05 [10] failed: \u00fcber
        """;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 100, 4096, 512 << 10})
    void readsTheSameInBlocksOfAnySize(int blockBytes) {
        byte[] log = LOG.repeat(50).getBytes(StandardCharsets.UTF_8);

        SourceEvents read = read(log, new Reading.Limits(blockBytes, 1 << 20, 1 << 30, 0));

        assertThat(show(read)).isEqualTo(show(read(log, Reading.Limits.DEFAULT)));
        assertThat(read.events()).hasSize(250);
        assertThat(read.lines()).isEqualTo(500);
        assertThat(read.bytes()).isEqualTo(log.length);
        assertThat(read.first()).isEqualTo(read(log, Reading.Limits.DEFAULT).first());
        assertThat(read.last().orElseThrow()).hasToString("2026-11-20T08:00:05Z");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 64, 4096})
    void cutsLongLinesAtTheSameBytesInBlocksOfAnySize(int blockBytes) {
        byte[] log = ("x".repeat(90) + LOG + "y".repeat(260) + "\n" + "failed: end\n").getBytes(StandardCharsets.UTF_8);

        SourceEvents read = read(log, new Reading.Limits(blockBytes, 100, 1 << 30, 0));

        assertThat(show(read)).isEqualTo(show(read(log, new Reading.Limits(100, 100, 1 << 30, 0))));
        assertThat(read.problems())
                .containsExactly(
                        new Problem("/var/log/x", 1, "line 1 is longer than 100 B: read in parts", true),
                        new Problem("/var/log/x", 11, "line 11 is longer than 100 B: read in parts", true));
        assertThat(read.lines()).isEqualTo(12);
    }

    @Test
    void readsCarriageReturnsLikeNone() {
        SourceEvents windows = read(LOG.replace("\n", "\r\n"));

        assertThat(shortly(windows)).isEqualTo(shortly(read(LOG)));
    }

    @Test
    void looksAtWhatAProgressBarLeftOnTheScreen() {
        SourceEvents read = read("copied 1 %\rcopied 50 %\rfailed: disk full\r\n");

        assertThat(read.events()).hasSize(1);
        assertThat(read.events().get(0).place().column()).isEqualTo(24);
        assertThat(FormatReaderTest.it(read.events().get(0), "reason")).isEqualTo("disk full");
    }

    @Test
    void readsALastLineWithoutEnd() {
        SourceEvents read = read("x\nfailed: disk full");

        assertThat(read.events()).hasSize(1);
        assertThat(read.lines()).isEqualTo(2);
    }

    @Test
    void readsNothingFromNothing() {
        SourceEvents read = read("");

        assertThat(read.events()).isEmpty();
        assertThat(read.whole()).isTrue();
        assertThat(read.lines()).isZero();
        assertThat(read.last()).isEmpty();
    }

    @Test
    void readsOnAfterAHoleOfZeros() {
        SourceEvents read = read("failed: a\n" + "\0".repeat(5000) + "2026-11-20 08:00:02 [8] failed: b\nfailed: c\n");

        assertThat(read.events())
                .extracting(e -> FormatReaderTest.it(e, "reason"))
                .containsExactly("a", "b", "c");
        assertThat(read.events().get(2).at()).isPresent();
    }

    @Test
    void findsTheRecordAfterAHoleThatIsLongerThanALine() {
        Format format = FormatFixture.format("machine");
        String record = "[2026-11-20 08:00:00] INFO root backup - main [main]: Finished successfully\n";

        SourceEvents read =
                FormatFixture.read(format, FormatFixture.source("x"), "\0".repeat(3_000_000) + record, Reading.inUtc());

        assertThat(read.events()).hasSize(1);
        assertThat(read.events().get(0).at()).isPresent();
    }

    @Test
    void keepsZerosWithinText() {
        assertThat(FormatReaderTest.it(read("failed: a\0b\n").events().get(0), "reason"))
                .isEqualTo("a\\x00b");
    }

    @Test
    void skipsAByteOrderMark() {
        SourceEvents read = read("\ufefffailed: a\n");

        assertThat(read.events()).hasSize(1);
        assertThat(read.events().get(0).place().column()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void readsTextIn16BitUnits(String charset) {
        byte[] log = (LOG + "failed: \ud83d\udcbe\n".repeat(5000)).getBytes(Charset.forName(charset));

        SourceEvents read = read(log, Reading.Limits.DEFAULT);

        assertThat(shortly(read)).startsWith(shortly(read(LOG)).toArray(String[]::new));
        assertThat(read.events()).hasSize(5005);
        assertThat(FormatReaderTest.it(read.events().get(5004), "reason")).isEqualTo("\ud83d\udcbe");
        assertThat(read.whole()).isTrue();
        assertThat(read.problems()).hasSize(1).noneMatch(Problem::incomplete);
    }

    @Test
    void survivesACutAtEveryByte() {
        byte[] log = LOG.getBytes(StandardCharsets.UTF_8);
        List<String> whole = shortly(read(LOG));

        for (int end = 0; end < log.length; end++) {
            List<String> cut = shortly(read(Arrays.copyOf(log, end), Reading.Limits.DEFAULT));
            int sure = Math.max(0, cut.size() - 1);
            assertThat(whole.subList(0, sure)).as("cut at %d", end).isEqualTo(cut.subList(0, sure));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void survivesRandomBytes(long seed) {
        var random = new SplittableRandom(seed);
        for (String name : new String[] {"measure", "trace", "cluster", "site", "machine"}) {
            Format format = FormatFixture.format(name);
            byte[] sample = FormatFixture.resource(name).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 20; i++) {
                byte[] bytes = sample.clone();
                for (int k = 0; k < 200; k++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }

                SourceEvents read = FormatFixture.read(format, FormatFixture.source("x"), bytes, Reading.inUtc());

                assertThat(read.bytes()).as("seed " + seed).isEqualTo(bytes.length);
            }
        }
    }

    @Test
    void readsALineOf1MiB() {
        String line = "failed: " + "x".repeat((1 << 20) - 8);

        SourceEvents read = read(line + "\nfailed: b\n");

        assertThat(read.events()).hasSize(2);
        assertThat(read.whole()).isTrue();
        assertThat(read.events().get(0).place().text()).hasSize(4096);
        assertThat(read.problems())
                .containsExactly(new Problem(
                        "/var/log/x", 1, "'reason' is longer than 4096 bytes: only its begin is kept", false));
    }

    @Test
    void readsALineOf5MiBInParts() {
        String line = "2026-11-20 08:00:02 [8] " + "x".repeat(5 << 20) + "2026-11-20 08:00:03 [9] failed: a";

        SourceEvents read = read(line + "\nfailed: b\n");

        assertThat(read.events())
                .extracting(e -> FormatReaderTest.it(e, "pid"))
                .containsExactly(BigDecimal.valueOf(9), BigDecimal.valueOf(9));
        assertThat(read.events()).extracting(e -> e.place().line()).containsExactly(1L, 2L);
        assertThat(read.whole()).isFalse();
        assertThat(read.problems())
                .containsExactly(new Problem("/var/log/x", 1, "line 1 is longer than 1 MiB: read in parts", true));
    }

    @Test
    void keepsTheHeadOfALongLineForTheLinesAfterIt() {
        String line = "2026-11-20 08:00:02 [8] " + "x".repeat(3 << 20);

        SourceEvents read = read(line + "\nfailed: b\n");

        assertThat(FormatReaderTest.it(read.events().get(0), "pid")).isEqualTo(BigDecimal.valueOf(8));
    }

    @Test
    void readsStreamsMuchLargerThanItsMemory() {
        byte[] piece = "2026-11-20 08:00:00 [7] nothing of interest in this line, nor in any other\n"
                .repeat(1000)
                .getBytes(StandardCharsets.UTF_8);
        int pieces = 50_000_000 / piece.length;
        InputStream endless = new InputStream() {
            private long left = (long) pieces * piece.length;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                int at = (int) (((long) pieces * piece.length - left) % piece.length);
                int count = (int) Math.min(left, Math.min(length, piece.length - at));
                System.arraycopy(piece, at, to, offset, count);
                left -= count;
                return count == 0 ? -1 : count;
            }
        };

        SourceEvents read = FormatReader.read(FORMAT, FormatFixture.source("x"), endless, Reading.inUtc());

        assertThat(read.lines()).isEqualTo(pieces * 1000L);
        assertThat(read.whole()).isTrue();
    }

    @Test
    void doesNotCloseWhatItReads() {
        var in = new ByteArrayInputStream(LOG.getBytes(StandardCharsets.UTF_8)) {
            private boolean closed;

            @Override
            public void close() {
                closed = true;
            }
        };

        FormatReader.read(FORMAT, FormatFixture.source("x"), in, Reading.inUtc());

        assertThat(in.closed).isFalse();
    }

    @Test
    void listsOnlySomeOfVeryManyProblems() {
        String line = "x".repeat(20) + "\n";

        SourceEvents read =
                read(line.repeat(200).getBytes(StandardCharsets.UTF_8), new Reading.Limits(8, 10, 10_000, 0));

        assertThat(read.problems()).hasSize(101);
        assertThat(read.problems().get(0).reason()).isEqualTo("more than 100 problems: the others are not listed");
    }

    private static SourceEvents read(String log) {
        return read(log.getBytes(StandardCharsets.UTF_8), Reading.Limits.DEFAULT);
    }

    private static SourceEvents read(byte[] log, Reading.Limits limits) {
        return FormatFixture.read(
                FORMAT, FormatFixture.source("x"), log, new Reading(ZoneId.of("UTC"), true, limits, 1));
    }

    private static List<String> show(SourceEvents read) {
        return read.events().stream()
                .map(e -> e.kind() + " " + e.place() + " " + e.place().offset() + " " + e.fields())
                .toList();
    }

    /** Events without what depends on the line ends. */
    private static List<String> shortly(SourceEvents read) {
        List<Event> events = read.events();
        return IntStream.range(0, events.size())
                .mapToObj(i -> events.get(i))
                .map(e -> e.kind() + " " + e.place() + " " + e.at() + " "
                        + e.field("pid").known() + e.field("reason").known()
                        + e.field("took").known() + e.field("domain").known())
                .toList();
    }
}
