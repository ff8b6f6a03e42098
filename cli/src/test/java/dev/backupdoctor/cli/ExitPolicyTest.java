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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitPolicyTest {

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
                    found,             unread, open,  ran, fail on,  least sure, strict, exit
                    ,                  false,  false, 3,   ERROR,    LIKELY,     false,  0
                    INFO:CERTAIN,      false,  false, 3,   ERROR,    LIKELY,     false,  0
                    WARNING:CERTAIN,   false,  false, 3,   ERROR,    LIKELY,     false,  0
                    ERROR:CERTAIN,     false,  false, 3,   ERROR,    LIKELY,     false,  1
                    ERROR:LIKELY,      false,  false, 3,   ERROR,    LIKELY,     false,  1
                    CRITICAL:CERTAIN,  false,  false, 3,   ERROR,    LIKELY,     false,  1
                    WARNING:CERTAIN,   false,  false, 3,   WARNING,  LIKELY,     false,  1
                    INFO:CERTAIN,      false,  false, 3,   INFO,     LIKELY,     false,  1
                    ERROR:CERTAIN,     false,  false, 3,   CRITICAL, LIKELY,     false,  0
                    CRITICAL:CERTAIN,  false,  false, 3,   CRITICAL, LIKELY,     false,  1
                    CRITICAL:CERTAIN,  false,  false, 3,   NEVER,    LIKELY,     false,  0
                    ERROR:POSSIBLE,    false,  false, 3,   ERROR,    LIKELY,     false,  0
                    ERROR:POSSIBLE,    false,  false, 3,   ERROR,    POSSIBLE,   false,  1
                    ERROR:LIKELY,      false,  false, 3,   ERROR,    CERTAIN,    false,  0
                    ,                  true,   false, 3,   ERROR,    LIKELY,     false,  3
                    WARNING:CERTAIN,   true,   false, 3,   ERROR,    LIKELY,     false,  3
                    ERROR:CERTAIN,     true,   false, 3,   ERROR,    LIKELY,     false,  1
                    ERROR:CERTAIN,     true,   false, 3,   ERROR,    LIKELY,     true,   3
                    ERROR:CERTAIN,     true,   false, 3,   NEVER,    LIKELY,     false,  3
                    ,                  false,  true,  3,   ERROR,    LIKELY,     false,  0
                    ,                  false,  true,  3,   ERROR,    LIKELY,     true,   3
                    ERROR:CERTAIN,     false,  true,  3,   ERROR,    LIKELY,     true,   3
                    ERROR:CERTAIN,     false,  true,  3,   ERROR,    LIKELY,     false,  1
                    ERROR:CERTAIN,     false,  false, 3,   ERROR,    LIKELY,     true,   1
                    ,                  false,  false, 0,   ERROR,    LIKELY,     false,  3
                    """)
    void followsPrecedence(
            String found,
            boolean unread,
            boolean open,
            int ran,
            FailOn failOn,
            Confidence leastSure,
            boolean strict,
            int exit) {
        Diagnosis diagnosis = Acme.diagnosis(
                findings(found),
                open ? List.of(Acme.open()) : List.of(),
                unread ? List.of(new Problem("acme.log", 0, "no permission", true)) : List.of(),
                ran);

        Policy policy = new Policy(failOn.severity(), leastSure, strict, false, Optional.empty());
        int code = new ExitPolicy(policy).code(diagnosis);

        assertThat(code).isEqualTo(exit);
    }

    private static List<Finding> findings(@org.jspecify.annotations.Nullable String found) {
        if (found == null) {
            return List.of();
        }
        int colon = found.indexOf(':');
        Severity severity = Severity.valueOf(found.substring(0, colon));
        return List.of(Acme.finding(severity, Confidence.valueOf(found.substring(colon + 1))));
    }
}
