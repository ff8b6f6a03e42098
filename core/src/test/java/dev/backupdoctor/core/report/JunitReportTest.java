package dev.backupdoctor.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.testing.Golden;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

class JunitReportTest {

    @Test
    void writesATestForEachAnswer() throws IOException {
        Golden.check("report/junit.xml", write(Reports.everything(), Policy.DEFAULT));
    }

    @Test
    void isReadByMavensParser() throws IOException, SAXException, ParserConfigurationException {
        List<ReportTestCase> tests = tests(write(Reports.everything(), Policy.DEFAULT));

        assertThat(tests).hasSize(7);
        assertThat(tests.stream().filter(ReportTestCase::hasFailure)).hasSize(1);
        assertThat(tests.stream().filter(ReportTestCase::hasError)).hasSize(1);
        assertThat(tests.stream().filter(ReportTestCase::hasSkipped)).hasSize(2);
        assertThat(tests.stream().filter(ReportTestCase::isSuccessful)).hasSize(3);
        ReportTestCase failed = tests.get(0);
        assertThat(failed.getFailureMessage()).startsWith("files.example.com: copies took 256.8 s");
        assertThat(failed.getFailureType()).isEqualTo("error");
        assertThat(failed.getFailureDetail()).contains("client:copy.20261120.log:9: acmed[16014]: time 256.797");
    }

    @Test
    void countsAsTheExitCodeDoes() throws IOException, SAXException, ParserConfigurationException {
        Policy warnings = new Policy(Optional.of(Severity.WARNING), Confidence.LIKELY, false, false, Optional.empty());
        Policy never = new Policy(Optional.empty(), Confidence.LIKELY, false, false, Optional.empty());

        assertThat(failures(Reports.everything(), warnings)).isEqualTo(2);
        assertThat(failures(Reports.everything(), Policy.DEFAULT)).isEqualTo(1);
        assertThat(failures(Reports.everything(), never)).isZero();
    }

    @Test
    void staysReadableWhateverIsInTheTexts() throws IOException, SAXException, ParserConfigurationException {
        List<ReportTestCase> tests = tests(write(Hostile.diagnosis(), Policy.DEFAULT));

        assertThat(tests).hasSize(4);
        assertThat(tests.get(0).getName()).contains("<b>&amp;", "\\x1b[31m");
    }

    @Test
    void failsWhenNothingWasChecked() throws IOException, SAXException, ParserConfigurationException {
        Diagnosis nothing = new Diagnosis(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Diagnosis.RuleCounts(0, 0, 0, 0),
                Samples.NOW);

        assertThat(tests(write(nothing, Policy.DEFAULT))).hasSize(1).allMatch(ReportTestCase::hasError);
        assertThat(tests(write(Samples.of(), Policy.DEFAULT))).hasSize(1).allMatch(ReportTestCase::isSuccessful);
    }

    private static long failures(Diagnosis diagnosis, Policy policy)
            throws IOException, SAXException, ParserConfigurationException {
        return tests(write(diagnosis, policy)).stream()
                .filter(ReportTestCase::hasFailure)
                .count();
    }

    private static List<ReportTestCase> tests(String xml)
            throws IOException, SAXException, ParserConfigurationException {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        return new TestSuiteXmlParser(new NullConsoleLogger())
                .parse(new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)).stream()
                        .flatMap(suite -> suite.getTestCases().stream())
                        .toList();
    }

    private static String write(Diagnosis diagnosis, Policy policy) throws IOException {
        return Reports.text(out -> new JunitReport().write(diagnosis, Reports.with(policy), out));
    }
}
