package dev.backupdoctor.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.testing.Golden;
import dev.backupdoctor.core.testing.RequiresTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PrometheusReportTest {

    @Test
    void givesCountsAndFigures() throws IOException {
        Golden.check("report/prometheus.txt", write(Reports.everything()));
    }

    @Test
    void givesZerosWhenAllIsWell() throws IOException {
        String report = write(Samples.of());

        assertThat(report)
                .contains("backup_doctor_findings{product=\"acme\",severity=\"critical\"} 0\n")
                .contains("backup_doctor_run_complete 1\n")
                .doesNotContain("backup_doctor_finding_info{");
    }

    @Test
    void holdsNoFileAndNoMessage() throws IOException {
        assertThat(write(Reports.everything())).doesNotContain(".log", ".conf", "gives up");
    }

    @Test
    void boundsTheNumberOfSeries() throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (Finding f : Reports.many(300, Severity.ERROR).findings()) {
            findings.add(about(f, "web" + findings.size()));
        }

        String report = write(Samples.diagnosis(findings, List.of(), List.of()));

        assertThat(report.lines().filter(l -> l.startsWith("backup_doctor_finding_info{")))
                .hasSize(200);
        assertThat(report).contains("backup_doctor_finding_info_left_out 100\n").contains("severity=\"error\"} 300\n");
    }

    @Test
    @RequiresTool("promtool")
    void isAcceptedByPromtool() throws IOException, InterruptedException {
        for (Diagnosis diagnosis : List.of(Reports.everything(), Samples.of(), Hostile.diagnosis())) {
            Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                    .redirectErrorStream(true)
                    .start();
            try (var in = promtool.getOutputStream()) {
                in.write(write(diagnosis).getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(promtool.waitFor()).as(said).isZero();
            assertThat(said).isEmpty();
        }
    }

    private static Finding about(Finding f, String host) {
        return new Finding(
                f.rule(),
                f.fingerprint(),
                f.severity(),
                f.confidence(),
                f.product(),
                new TreeMap<>(Map.of("host", host)),
                f.title(),
                f.message(),
                f.why(),
                f.values(),
                f.evidence(),
                f.causes(),
                f.fixes(),
                f.verify(),
                f.references(),
                1,
                1,
                f.tables(),
                f.symptoms(),
                false,
                f.at());
    }

    private static String write(Diagnosis diagnosis) throws IOException {
        return Reports.text(out -> new PrometheusReport().write(diagnosis, Reports.RUN, out));
    }
}
