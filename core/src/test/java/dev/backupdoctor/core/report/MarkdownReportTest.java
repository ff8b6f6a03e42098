package dev.backupdoctor.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.testing.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {

    @Test
    void isReadyForATicket() throws IOException {
        Golden.check("report/redacted.md", write(Reports.everything(), true));
    }

    @Test
    void keepsNamesWhereTheyMayBeRead() throws IOException {
        Golden.check("report/open.md", write(Reports.everything(), false));
    }

    @Test
    void hidesNamesAndAddressesWhereverTheyStand() throws IOException {
        Finding finding = Samples.finding(
                "acme-refused",
                Severity.ERROR,
                "db.corp.example refuses 192.168.7.12, version 4.2.1.0",
                List.of(Samples.primary(
                        Samples.place(
                                "logs/web07.corp.example/a.log",
                                3,
                                "root@corp.example at web07: 192.168.7.12:3306 fe80::1:2, 52:54:00:ab:cd:ef at 10:51:11",
                                "web07"),
                        "from DB.corp.example")));

        String report = write(Samples.of(finding), true);

        assertThat(report).doesNotContainIgnoringCase("corp").doesNotContain("web07", "192.168", "fe80", "ab:cd");
        assertThat(report).contains("10:51:11", "logs/host-");
    }

    @Test
    void givesTheSameTokenToTheSameName() throws IOException {
        String report = write(Reports.everything(), true);

        assertThat(report).contains("| `acme-copy-timeout` | host-1: copies took", "host host-1,", "on host-1, run");
    }

    @Test
    void letsNoTextBecomeMarkup() throws IOException {
        String report = write(Hostile.diagnosis(), false);

        assertThat(report).doesNotContain("\u001b", "\u202e");
        assertThat(report.lines().filter(l -> l.startsWith("<details>"))).hasSize(1);
        assertThat(report.lines().filter(l -> l.startsWith("````")))
                .as("a fence longer than any inside")
                .hasSize(2);
        String outside = report.substring(0, report.indexOf("````")) + report.substring(report.lastIndexOf("````"));
        assertThat(outside).doesNotContain("<b>", "@all", "#12").contains("&lt;b\\>");
    }

    @Test
    void staysBelowWhatGithubTakes() throws IOException {
        Diagnosis flood = Reports.many(20_000, Severity.ERROR);

        String report = write(flood, true);

        assertThat(report.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1 << 20);
        assertThat(report).contains(" more findings are left out.\n", "more | |\n");
    }

    private static String write(Diagnosis diagnosis, boolean redact) throws IOException {
        return Reports.text(out -> new MarkdownReport(redact, ZoneOffset.UTC).write(diagnosis, Reports.RUN, out));
    }
}
