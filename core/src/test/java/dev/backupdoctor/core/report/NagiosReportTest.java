package dev.backupdoctor.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Metric;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.testing.Golden;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NagiosReportTest {

    @Test
    void saysTheWorstOnTheFirstLine() throws IOException {
        Golden.check("report/nagios.txt", write(Reports.everything()));
    }

    @Test
    void saysWhatWasLookedAtWhenAllIsWell() throws IOException {
        assertThat(write(Samples.of())).isEqualTo("""
                        BACKUP OK - 12 rules looked at 2 files | findings=0;;;0 open=0;;;0 \
                        'copy_seconds_e245e8 copy_seconds_files_example_com'=256.797s
                        """);
    }

    @Test
    void doesNotCallWhatItCouldNotReadOk() throws IOException {
        Diagnosis unread = Samples.diagnosis(List.of(), List.of(), List.of(Samples.unread("a.log", "no permission")));

        assertThat(write(unread)).startsWith("BACKUP UNKNOWN - a.log: no permission | ");
    }

    @Test
    void keepsTheFirstLineShort() throws IOException {
        for (Diagnosis diagnosis : List.of(Reports.everything(), Hostile.diagnosis(), Samples.of())) {
            String first = write(diagnosis).lines().findFirst().orElseThrow();

            assertThat(first.substring(0, first.indexOf('|')).strip()).hasSizeLessThan(80);
        }
    }

    @Test
    void hasOneBarWhateverIsInTheTexts() throws IOException {
        String report = write(Hostile.diagnosis());

        assertThat(report.chars().filter(c -> c == '|').count()).isEqualTo(1);
        assertThat(report.lines().findFirst().orElseThrow()).startsWith("BACKUP WARNING - ");
    }

    @Test
    void staysBelowWhatNagiosReads() throws IOException {
        Diagnosis many = Reports.many(1000, Severity.ERROR);
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            metrics.add(metric("web" + i, 1));
        }
        Diagnosis flood = new Diagnosis(
                many.findings(), many.open(), many.problems(), metrics, many.sources(), many.rules(), many.now());

        String report = write(flood);

        assertThat(report.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(8192);
        assertThat(report).contains("(+999 more").endsWith(" lines more\n");
    }

    @Test
    void namesFiguresSoThatTheirFirstCharactersDiffer() throws IOException {
        Diagnosis diagnosis = withMetrics(List.of(metric("web01", 1), metric("web02", 2)));

        String figures = write(diagnosis).lines().findFirst().orElseThrow();
        List<String> labels = Arrays.stream(figures.split("'", -1))
                .filter(part -> part.startsWith("acme"))
                .toList();

        assertThat(labels).hasSize(2);
        assertThat(labels.get(0).substring(0, 19)).isNotEqualTo(labels.get(1).substring(0, 19));
        assertThat(labels.get(0)).endsWith(" acme_restore_point_age_web01");
    }

    @Test
    void takesTheNewestOfSeveralRuns() throws IOException {
        String report = write(withMetrics(List.of(metric("web01", 1), metric("web01", 5))));

        assertThat(report).contains("_web01'=5s").doesNotContain("=1s");
    }

    @Test
    void tellsWhyThereIsNoReport() {
        assertThat(NagiosReport.failure("there is no file a|b\nsee 'backup-doctor --help'"))
                .isEqualTo("""
                        BACKUP UNKNOWN - there is no file a\\x7cb
                        there is no file a\\x7cb
                        see 'backup-doctor --help'
                        """);
        assertThat(NagiosReport.failure("")).startsWith("BACKUP UNKNOWN - the run ended without a word\n");
    }

    private static Metric metric(String host, int seconds) {
        return new Metric(
                "acme_restore_point_age",
                BigDecimal.valueOf(seconds),
                "s",
                new TreeMap<>(Map.of("host", host)),
                "age of the newest restore point");
    }

    private static Diagnosis withMetrics(List<Metric> metrics) {
        Diagnosis clean = Samples.of();
        return new Diagnosis(List.of(), List.of(), List.of(), metrics, clean.sources(), clean.rules(), clean.now());
    }

    private static String write(Diagnosis diagnosis) throws IOException {
        return Reports.text(out -> new NagiosReport().write(diagnosis, Reports.RUN, out));
    }
}
