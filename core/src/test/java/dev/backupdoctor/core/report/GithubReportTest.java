package dev.backupdoctor.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.testing.Golden;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GithubReportTest {

    @Test
    void notesWhatIsWrongAtItsPlace() throws IOException {
        Golden.check("report/github.txt", write(Reports.everything()));
    }

    @Test
    void stopsAfterTenOfAKind() throws IOException {
        List<String> lines = write(Reports.many(25, Severity.ERROR)).lines().toList();

        assertThat(lines.stream().filter(l -> l.startsWith("::error "))).hasSize(10);
        assertThat(lines.get(9)).isEqualTo("::error title=backup-doctor::and 16 more in the step summary");
    }

    @Test
    void givesTenWithoutARest() throws IOException {
        assertThat(write(Reports.many(10, Severity.INFO)))
                .contains("::notice file=acme.log,line=10,col=1,title=acme-many::disk 9 is full\n")
                .doesNotContain("more");
    }

    @Test
    void obeysNoCommandFromALog() throws IOException {
        String report = write(Hostile.diagnosis());

        // One for the finding, one for the file, one line of counts.
        assertThat(report.lines()).hasSize(3);
        String finding = report.lines().findFirst().orElseThrow();
        assertThat(finding).startsWith("::warning file=").contains("%250A");
        assertThat(finding.substring(10, finding.indexOf("::", 10)))
                .as("properties")
                .contains("%3A%3Aerror%3A%3Ax%2C");
    }

    private static String write(Diagnosis diagnosis) throws IOException {
        return Reports.text(out -> new GithubReport().write(diagnosis, out));
    }
}
