package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.report.Policy;
import dev.backupdoctor.core.source.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportFormatTest {

    private static final String FINGERPRINT =
            Acme.finding(Severity.INFO, Confidence.CERTAIN).fingerprint();

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
                    found,            unread, open,  ran, strict, known, nagios, checkmk, json
                    ,                 false,  false, 3,   false,  false, 0,      0,       0
                    INFO:CERTAIN,     false,  false, 3,   false,  false, 0,      0,       0
                    WARNING:CERTAIN,  false,  false, 3,   false,  false, 1,      0,       0
                    WARNING:POSSIBLE, false,  false, 3,   false,  false, 0,      0,       0
                    ERROR:CERTAIN,    false,  false, 3,   false,  false, 2,      0,       1
                    CRITICAL:LIKELY,  false,  false, 3,   false,  false, 2,      0,       1
                    CRITICAL:LIKELY,  false,  false, 3,   false,  true,  0,      0,       0
                    ,                 true,   false, 3,   false,  false, 3,      0,       3
                    WARNING:CERTAIN,  true,   false, 3,   false,  false, 1,      0,       3
                    ERROR:CERTAIN,    true,   false, 3,   false,  false, 2,      0,       1
                    ERROR:CERTAIN,    true,   false, 3,   true,   false, 3,      0,       3
                    ERROR:CERTAIN,    true,   false, 3,   false,  true,  3,      0,       3
                    ,                 false,  true,  3,   false,  false, 0,      0,       0
                    ,                 false,  true,  3,   true,   false, 3,      0,       3
                    ,                 false,  false, 0,   false,  false, 3,      0,       3
                    """)
    void givesTheExitCodeThatItsReaderExpects(
            @Nullable String found,
            boolean unread,
            boolean open,
            int ran,
            boolean strict,
            boolean known,
            int nagios,
            int checkmk,
            int json) {
        Diagnosis diagnosis = Acme.diagnosis(
                findings(found),
                open ? List.of(Acme.open()) : List.of(),
                unread ? List.of(new Problem("acme.log", 0, "no permission", true)) : List.of(),
                ran);
        Policy policy = new Policy(
                Optional.of(Severity.ERROR), Confidence.LIKELY, strict, known, Optional.of(Set.of(FINGERPRINT)));

        assertThat(ReportFormat.NAGIOS.exit(diagnosis, policy)).isEqualTo(nagios);
        assertThat(ReportFormat.CHECKMK.exit(diagnosis, policy)).isEqualTo(checkmk);
        assertThat(ReportFormat.JSON.exit(diagnosis, policy)).isEqualTo(json);
    }

    private static List<Finding> findings(@Nullable String found) {
        if (found == null) {
            return List.of();
        }
        int colon = found.indexOf(':');
        Severity severity = Severity.valueOf(found.substring(0, colon));
        return List.of(Acme.finding(severity, Confidence.valueOf(found.substring(colon + 1))));
    }
}
