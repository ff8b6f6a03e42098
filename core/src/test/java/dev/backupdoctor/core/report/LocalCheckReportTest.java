package dev.backupdoctor.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.testing.Golden;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LocalCheckReportTest {

    /** State, service, metrics, text: exactly one blank between them, as the monitoring system's manual has it. */
    private static final Pattern LINE = Pattern.compile("(?<state>[0-3P]) \"(?<service>[^\"']+)\""
            + " (?<metrics>-|\\w+=-?[0-9.]+(\\|\\w+=-?[0-9.]+)*) (?<text>\\S.*)");

    @Test
    void givesAServiceForEachProductAndOneForTheRun() throws IOException {
        Golden.check("report/local-check.txt", write(Reports.everything()));
    }

    @Test
    void hasTheSameServicesWhenAllIsWell() throws IOException {
        List<String> ill = services(write(Reports.everything()));

        assertThat(services(write(Samples.of()))).isEqualTo(ill).containsExactly("Backup acme", "Backup doctor");
    }

    @Test
    void callsNothingWellThatItCouldNotLookAt() throws IOException {
        Diagnosis nothing = new Diagnosis(
                List.of(),
                List.of(),
                List.of(Samples.unread("check", "did not end within 50 s")),
                List.of(),
                List.of(),
                new Diagnosis.RuleCounts(0, 0, 0, 0),
                Samples.NOW);
        RunInfo run = new RunInfo("0.1.0", Samples.NOW, Duration.ofSeconds(50), 0, Policy.DEFAULT, Optional.of("acme"));

        String report = Reports.text(out -> new LocalCheckReport().write(nothing, run, out));

        assertThat(services(report)).containsExactly("Backup acme", "Backup doctor");
        assertThat(report)
                .startsWith("3 \"Backup acme\" bd_findings=0|bd_open=0 nothing found, but not everything could be")
                .contains("\n3 \"Backup doctor\" ");
    }

    @Test
    void keepsToTheGrammarWhateverIsInTheTexts() throws IOException {
        String report = write(Hostile.diagnosis());

        assertThat(services(report)).containsExactly("Backup acme", "Backup doctor");
        assertThat(report).startsWith("1 ").contains("\n3 \"Backup doctor\" ");
        assertThat(report).as("only our own line feeds").doesNotContain("'d' \\n");
    }

    @Test
    void listsABoundedNumberOfDetails() throws IOException {
        String report = write(Reports.many(1000, Severity.ERROR));

        assertThat(report).contains("\\n... and 950 more\n");
        assertThat(services(report)).hasSize(2);
    }

    @Test
    void saysWhyThereIsNoReport() {
        String line = LocalCheckReport.failure("there is no file \"a|b\"\nsee 'backup-doctor --help'");

        assertThat(line).isEqualTo("3 \"Backup doctor\" - there is no file \"a\\x7cb\"\\nsee 'backup-doctor --help'\n");
        assertThat(services(line)).containsExactly("Backup doctor");
    }

    private static List<String> services(String report) {
        assertThat(report).endsWith("\n");
        return report.lines()
                .map(line -> {
                    Matcher m = LINE.matcher(line);
                    assertThat(m.matches()).as(line).isTrue();
                    return m.group("service");
                })
                .toList();
    }

    private static String write(Diagnosis diagnosis) throws IOException {
        return Reports.text(out -> new LocalCheckReport().write(diagnosis, Reports.RUN, out));
    }
}
