package dev.backupdoctor.core.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.RuleErrors;
import dev.backupdoctor.core.engine.RuleTests;
import dev.backupdoctor.core.engine.Rulebook;
import dev.backupdoctor.core.engine.TestOutcome;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.finding.SourceSeen;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.spi.CheckValues;
import dev.backupdoctor.core.testing.vault.VaultHost;
import dev.backupdoctor.core.testing.vault.VaultModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveCheckTest {

    @TempDir
    private Path directory;

    private Path home = Path.of("");

    @BeforeEach
    void host() throws IOException {
        home = VaultHost.in(directory.toRealPath().resolve("host")).home();
    }

    @Test
    void samplesAndExamplesOfVaultHold() {
        List<TestOutcome> failed = RuleTests.run(book(), Optional.empty(), Optional.empty()).stream()
                .filter(o -> o.result() != TestOutcome.Result.PASSED)
                .toList();

        assertThat(failed).isEmpty();
    }

    @Test
    void findsInFilesOutputAndAnswersTogether() throws IOException {
        Diagnosis diagnosis = check(Map.of());

        assertThat(diagnosis.findings()).extracting(Finding::rule).containsExactly("vault-store-full");
        assertThat(diagnosis.findings().get(0).evidence())
                .extracting(e -> e.place().file())
                .containsExactly("said/status/vault-status.txt", home + "/vault.conf");
        assertThat(diagnosis.open()).isEmpty();
        assertThat(diagnosis.complete()).isTrue();
    }

    @Test
    void leavesRulesOpenWhoseCollectorCannotRun() throws IOException {
        Files.delete(home.resolve("jobs"));

        Diagnosis diagnosis = check(Map.of());

        assertThat(diagnosis.open()).extracting(Open::rule).containsExactly("vault-job-held");
        assertThat(diagnosis.complete()).isFalse();
        assertThat(diagnosis.problems())
                .extracting(Problem::toString)
                .containsExactly("collector jobs: vaultd does not answer; it needs a running vaultd");
    }

    @Test
    void tellsWhatAProgramComplainedAbout() throws IOException {
        Files.delete(home.resolve("status"));

        Diagnosis diagnosis = check(Map.of());

        assertThat(diagnosis.findings()).isEmpty();
        assertThat(diagnosis.open()).extracting(Open::rule).containsExactly("vault-store-full");
        assertThat(diagnosis.problems().get(0).reason())
                .startsWith("'cat -- " + home + "/status' ended with code 1: ")
                .endsWith("No such file or directory");
    }

    @Test
    void doesNotWaitLongerThanTheWholeCheckMayTake() throws IOException {
        long began = System.nanoTime();

        Diagnosis diagnosis = check(Map.of("sleep", "60"), Duration.ofSeconds(2));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        assertThat(diagnosis.problems())
                .extracting(Problem::toString)
                .contains("collector jobs: not ready when the time for the check was over");
        assertThat(diagnosis.complete()).isFalse();
    }

    @Test
    void saysThatADirectoryWhichWasNamedIsNotThere() throws IOException {
        Files.move(home.resolve("log"), home.resolve("elsewhere"));

        Diagnosis diagnosis = check(Map.of());

        assertThat(diagnosis.complete()).isFalse();
        assertThat(diagnosis.problems())
                .extracting(Problem::toString)
                .containsExactly("collector log: " + home + "/log is not there");
    }

    @Test
    void passesOverLinksThatLeadOut() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "2026-11-20 03:00:00 run of web01 took 9999 s\n");
        Files.createSymbolicLink(home.resolve("log/vault-2.log"), secret);

        Diagnosis diagnosis = check(Map.of());

        assertThat(diagnosis.sources()).noneMatch(s -> s.path().contains("vault-2"));
        assertThat(diagnosis.findings()).extracting(Finding::rule).containsExactly("vault-store-full");
    }

    /** Java cannot make such a file: a name is given as bytes only by the shell. */
    @Test
    void readsFilesWhoseNamesAreNoUtf8() throws IOException, InterruptedException {
        String make = "cp vault.log \"$(printf 'vault-\\377.log')\"; cp vault.log \"$(printf 'vault-\\376.log')\"";
        Process shell = new ProcessBuilder("sh", "-c", make)
                .directory(home.resolve("log").toFile())
                .start();
        assertThat(shell.waitFor()).isZero();

        Diagnosis diagnosis = check(Map.of());

        assertThat(diagnosis.sources())
                .extracting(SourceSeen::path)
                .contains(home + "/log/vault-\\xfe.log", home + "/log/vault-\\xff.log");
    }

    private Diagnosis check(Map<String, String> more) throws IOException {
        return check(more, Duration.ofSeconds(30));
    }

    private Diagnosis check(Map<String, String> more, Duration timeout) throws IOException {
        Map<String, String> values = new HashMap<>(more);
        values.put("home", home.toString());
        return live(values, timeout).diagnose();
    }

    static LiveCheck live(Map<String, String> values, Duration timeout) {
        try {
            return LiveCheck.of(book(), new VaultModule(), CheckValues.of(values), AnalysisOptions.DEFAULT, timeout);
        } catch (BadSetting impossible) {
            throw new AssertionError(impossible);
        }
    }

    static Rulebook book() {
        try {
            return Rulebook.load(List.of(new VaultModule()), List.of());
        } catch (RuleErrors e) {
            throw new AssertionError(e.errors().stream().map(e::render).toList().toString(), e);
        }
    }
}
