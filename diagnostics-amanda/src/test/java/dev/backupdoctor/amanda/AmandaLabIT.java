package dev.backupdoctor.amanda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.backupdoctor.core.engine.Analysis;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.RuleErrors;
import dev.backupdoctor.core.engine.Rulebook;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.testing.RequiresTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real runs of the installed Amanda on loopback, diagnosed right after they ended: nothing of what is read was
 * shortened or edited. The lab takes itself down and puts back what it changed.
 */
@RequiresTool({"amdump", "amcheck", "inetd", "iptables"})
class AmandaLabIT {

    private static final Path LAB = Path.of("src", "test", "lab", "amanda-lab").toAbsolutePath();
    private static final int CANNOT_RUN_HERE = 77;
    private static final int MINUTES = 4;

    @TempDir
    static Path site;

    @TempDir
    static Path gathered;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        lab("start", site.toString());
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        lab("stop", site.toString());
    }

    @ParameterizedTest
    @CsvSource({"healthy-full", "healthy-incremental"})
    void aRunThatWentWellGivesNoWarning(String scenario)
            throws IOException, InterruptedException, RuleErrors, BadSetting {
        Diagnosis diagnosis = diagnosed(scenario);

        assertThat(diagnosis.findings())
                .filteredOn(f -> f.severity().atLeast(Severity.WARNING))
                .isEmpty();
        assertThat(diagnosis.rules().ran())
                .as("rules that had something to look at")
                .isGreaterThan(8);
    }

    /** Scenarios with the rule that explains them; the slow ones only in campaigns. */
    static Stream<Arguments> failing() {
        Stream<Arguments> quick = Stream.of(
                Arguments.of("estimate-timeout", "amanda-estimate-timeout"),
                Arguments.of("udp-request-truncated", "amanda-udp-packet-too-large"),
                Arguments.of("planner-killed", "amanda-run-died"),
                Arguments.of("driver-killed", "amanda-run-died"),
                Arguments.of("missing-path", "amanda-dle-failed"));
        Stream<Arguments> slow = Stream.of(
                Arguments.of("estimate-timeout-incremental", "amanda-estimate-timeout"),
                Arguments.of("estimate-total-negative", "amanda-estimate-timeout"),
                Arguments.of("udp-reply-blocked", "amanda-udp-reply-blocked"),
                Arguments.of("udp-output-denied", "amanda-udp-reply-blocked"),
                Arguments.of("data-timeout", "amanda-dle-failed"),
                Arguments.of("connection-refused", "amanda-dle-failed"));
        return Boolean.getBoolean("campaigns") ? Stream.concat(quick, slow) : quick;
    }

    @ParameterizedTest
    @MethodSource("failing")
    void aRunThatFailedIsExplained(String scenario, String rule)
            throws IOException, InterruptedException, RuleErrors, BadSetting {
        assertThat(diagnosed(scenario).findings())
                .filteredOn(f -> f.severity().atLeast(Severity.ERROR))
                .extracting(Finding::rule)
                .containsOnly(rule);
    }

    private static Diagnosis diagnosed(String scenario)
            throws IOException, InterruptedException, RuleErrors, BadSetting {
        Path evidence = gathered.resolve(scenario);
        lab("run", site.toString(), scenario, evidence.toString());
        Rulebook book = Rulebook.load(List.of(new AmandaModule()), List.of());
        return Analysis.run(book, List.of(evidence.toString()), InputStream.nullInputStream(), AnalysisOptions.DEFAULT);
    }

    private static void lab(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", LAB.toString()));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile("amanda-lab", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                process.destroy();
            }
            String said = Files.readString(log, StandardCharsets.UTF_8);
            assertThat(ended).as("%s in %s minutes: %s", command, MINUTES, said).isTrue();
            assumeThat(process.exitValue()).as(said).isNotEqualTo(CANNOT_RUN_HERE);
            assertThat(process.exitValue()).as(said).isZero();
        } finally {
            Files.delete(log);
        }
    }
}
