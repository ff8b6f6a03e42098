package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.lang.Syntax.FormatItem;
import dev.backupdoctor.core.value.Version;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole format files, as products have them. */
class ExampleFormatsTest {

    @ParameterizedTest
    @ValueSource(strings = {"measure", "trace", "cluster", "site", "machine"})
    void samplesGiveWhatTheySay(String name) {
        Format format = FormatFixture.format(name);

        for (FormatItem.Sample sample : FormatFixture.syntax(name, FormatFixture.resource(name))
                .all(FormatItem.Sample.class)
                .toList()) {
            SourceEvents read = FormatFixture.read(format, sample.input());
            List<String> kinds = read.events().stream().map(Event::kind).toList();

            assertThat(read.problems()).as(sample.title()).isEmpty();
            sample.kind().ifPresent(kind -> assertThat(kinds).as(sample.title()).contains(kind.text()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "-",
            value = {
                "measure[16016]: ; 16016; -",
                "measure: time 256.797: ; -; -",
                "1228527252.104211: measure: ; -; 2008-12-06T01:34:12.104211Z",
                "Tue Dec  6 00:08:29 2013: thd-0x9a3c00: measure: ; -; 2013-12-06T00:08:29Z",
                "Fri Nov 20 08:44:15.860329997 2026: pid 18510: thd-0x55: measure: ; 18510; 2026-11-20T08:44:15.860329997Z"
            })
    void readsEstimatesBehindEveryKindOfHead(String head, BigDecimal pid, Instant at) {
        SourceEvents read =
                FormatFixture.read(FormatFixture.format("measure"), head + " estimate time for /a b level 1: 0.653\n");

        Event event = read.events().get(0);
        assertThat(FormatReaderTest.it(event, "disk")).isEqualTo("/a b");
        assertThat(FormatReaderTest.it(event, "level")).isEqualTo(BigDecimal.ONE);
        assertThat(FormatReaderTest.it(event, "took")).isEqualTo(Duration.ofMillis(653));
        assertThat(event.field("pid").known().orElse(null)).isEqualTo(pid);
        assertThat(event.at().orElse(null)).isEqualTo(at);
    }

    @Test
    void readsTheIdentityOfAnEstimate() {
        SourceEvents read = FormatFixture.read(FormatFixture.format("measure"), """
            Fri Nov 20 08:41:54.246579584 2026: pid 1: thd-0x5: measure: pid 1 ruid 34 euid 34 version 3.5.1: start at \
            Fri Nov 20 08:41:54 2026
            Fri Nov 20 08:41:54.250189484 2026: pid 1: thd-0x5: measure: Spawning "runtar --listed-incremental \
            /var/lib/acme/gnutar-lists/files02_space_0.new"
            Fri Nov 20 08:41:54.271508616 2026: pid 1: thd-0x5: measure: REQ packet is bogus: no options
            """);

        assertThat(read.version()).contains(new Version("3.5.1"));
        assertThat(read.constants()).containsOnlyKeys("began", "host", "version");
        assertThat(FormatReaderTest.it(read.events().get(0), "host")).isEqualTo("files02");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"[data timeout]\"", "[\"data timeout\"]", "[data timeout]"})
    void readsAMessageThatIsSpelledInThreeWays(String message) {
        SourceEvents read = FormatFixture.read(
                FormatFixture.format("trace"), "FAIL dumper files02 \"/my disk\" 20261120084334 0 " + message + "\n");

        assertThat(FormatReaderTest.it(read.events().get(0), "reason")).isEqualTo("data timeout");
        assertThat(FormatReaderTest.it(read.events().get(0), "disk")).isEqualTo("/my disk");
        assertThat(FormatReaderTest.it(read.events().get(0), "program")).isEqualTo("dumper");
    }

    @Test
    void looksBackFromAnErrorToWhatWasGoingOn() {
        SourceEvents read = FormatFixture.read(FormatFixture.format("site"), """
            2026-11-20 08:00:00 --- Starting backup (nightly to disk) ---
            Pausing RRD updates for /opt/acme/sites/s1/a.rrd
            cached command: SUSPEND /opt/acme/sites/s1/a.rrd
            Traceback (most recent call last):
              File "/acme/versions/2.0.0p26.cre/lib/python3/backup.py", line 12, in _send
                self.sock.sendall(("%s\\n" % cmd).encode("utf-8"))
            UnicodeEncodeError: 'utf-8' codec can't encode character '\\udcc3' in position 116: surrogates not allowed
            """);

        Event event = read.events().get(0);
        assertThat(event.kind()).isEqualTo("acme.name_not_utf8");
        assertThat(FormatReaderTest.it(event, "byte")).isEqualTo(BigDecimal.valueOf(195));
        assertThat(FormatReaderTest.it(event, "position")).isEqualTo(BigDecimal.valueOf(116));
        assertThat(FormatReaderTest.it(event, "call")).isEqualTo("sendall");
        assertThat(FormatReaderTest.it(event, "command")).isEqualTo("SUSPEND");
        assertThat(FormatReaderTest.it(event, "rrd")).hasToString("/opt/acme/sites/s1/a.rrd");
        assertThat(FormatReaderTest.it(event, "version")).isEqualTo(new Version("2.0.0p26"));
        assertThat(FormatReaderTest.it(event, "edition")).isEqualTo("cre");
        assertThat(FormatReaderTest.it(event, "job")).isEqualTo("nightly");
        assertThat(FormatReaderTest.it(event, "run")).isEqualTo("/var/log/x.log:1");
        assertThat(event.at()).isEmpty();
    }

    @Test
    void tellsRunsApartThatStandInOneFile() {
        String line = "[2026-11-20 02:00:%02d] INFO root machinebackup - main [main]: %s\n";
        String text = line.formatted(0, "Version: 2.47 Arguments: backup -d web01 -l inc -o /srv/web01 -n")
                + line.formatted(1, "Started backup job with checkpoint, saving information.")
                + line.formatted(2, "Version: 2.47 Arguments: backup -o /srv/web02 -d web02")
                + line.formatted(3, "Started backup job without checkpoint.");

        SourceEvents read = FormatFixture.read(FormatFixture.format("machine"), text);

        assertThat(read.events())
                .extracting(e -> e.kind() + " " + FormatReaderTest.it(e, "domain") + " "
                        + FormatReaderTest.it(e, "outdir") + " " + FormatReaderTest.it(e, "run"))
                .containsExactly(
                        "acme.started web01 /srv/web01 /var/log/x.log:1",
                        "acme.job_started web01 /srv/web01 /var/log/x.log:1",
                        "acme.started web02 /srv/web02 /var/log/x.log:3",
                        "acme.job_started web02 /srv/web02 /var/log/x.log:3");
    }
}
