package dev.backupdoctor.core.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Since;
import dev.backupdoctor.core.source.Deadline;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.state.State;
import dev.backupdoctor.core.testing.vault.VaultHost;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that know of each other. */
class HistoryTest {

    @TempDir
    private Path directory;

    private Path home = Path.of("");

    @BeforeEach
    void host() throws IOException {
        home = VaultHost.in(directory.toRealPath().resolve("host")).home();
        Files.writeString(home.resolve("status"), "store main is 12 % full\n");
    }

    @Test
    void findsATrendOverRunsOfWhichEachCheckSawOne() throws IOException {
        log("2026-11-18 02:00:00 run of web01 took 10 s\n");
        Diagnosis first = check();
        log("2026-11-19 02:00:00 run of web01 took 15 s\n");
        Diagnosis second = check();
        log("2026-11-20 02:00:00 run of web01 took 21 s\n");
        Diagnosis third = check();

        assertThat(first.findings()).isEmpty();
        assertThat(second.findings()).isEmpty();
        assertThat(third.findings())
                .extracting(Finding::message)
                .containsExactly("the run of web01 took 21 s, 2.1 times as long as 3 runs ago");
        assertThat(third.findings().get(0).evidence().get(0).place().toString())
                .isEqualTo("said/history/vault.history:3:1");
        assertThat(third.findings().get(0).tables().get(0).rows()).containsExactly(List.of("2026-11", "3", "21 s"));
    }

    @Test
    void measuresARunOnceHoweverOftenItIsSeen() throws IOException {
        log("""
                2026-11-18 02:00:00 run of web01 took 10 s
                2026-11-19 02:00:00 run of web01 took 21 s
                """);
        for (int i = 0; i < 4; i++) {
            assertThat(check().findings()).isEmpty();
        }
        assertThat(new State(state()).history(scope())).isEqualTo("""
                2026-11 2026-11-18T02:00:00.000Z vault_run_took host=web01 10
                2026-11 2026-11-19T02:00:00.000Z vault_run_took host=web01 21
                """);
    }

    @Test
    void findsATrendWithinOneCaseWithoutAnyState() throws IOException {
        log("""
                2026-11-18 02:00:00 run of web01 took 10 s
                2026-11-19 02:00:00 run of web01 took 15 s
                2026-11-20 02:00:00 run of web01 took 21 s
                """);

        Diagnosis diagnosis = live().diagnose();

        assertThat(diagnosis.findings()).extracting(Finding::rule).containsExactly("vault-run-slower");
        assertThat(diagnosis.findings().get(0).evidence().get(0).place().file()).isEqualTo("measured/vault.history");
    }

    @Test
    void aBundleTakesTheTrendAlong() throws IOException, BadSetting {
        log("2026-11-18 02:00:00 run of web01 took 10 s\n");
        check();
        log("2026-11-19 02:00:00 run of web01 took 15 s\n");
        check();
        log("2026-11-20 02:00:00 run of web01 took 21 s\n");
        Path bundle = directory.resolve("b.tar.gz");

        BundleWriter.write(bundle, "0", live().keeping(new State(state())).collect(Deadline.NONE), Deadline.NONE);
        Diagnosis elsewhere = Bundle.analyze(
                LiveCheckTest.book(),
                List.of(bundle.toString()),
                InputStream.nullInputStream(),
                AnalysisOptions.DEFAULT);

        assertThat(elsewhere.findings())
                .extracting(Finding::message)
                .containsExactly("the run of web01 took 21 s, 2.1 times as long as 3 runs ago");
    }

    @Test
    void tellsWhatIsNewAndWhatIsGone() throws IOException {
        Since first = check().since().orElseThrow();
        Files.writeString(home.resolve("status"), "store main is 91 % full\n");
        Since second = check().since().orElseThrow();
        Since third = check().since().orElseThrow();
        Files.writeString(home.resolve("status"), "store main is 12 % full\n");
        Since fourth = check().since().orElseThrow();

        assertThat(first.last()).isEmpty();
        assertThat(second.last()).isPresent();
        assertThat(second.fresh()).hasSize(1);
        assertThat(third.fresh()).isEmpty();
        assertThat(third.gone()).isEmpty();
        assertThat(fourth.gone())
                .extracting(Since.Gone::message)
                .containsExactly("store main is 91 % full, the limit is 80 %");
    }

    @Test
    void whatCouldNotBeLookedAtIsNotGone() throws IOException {
        Files.writeString(home.resolve("status"), "store main is 91 % full\n");
        check();
        Files.delete(home.resolve("status"));
        Since unseen = check().since().orElseThrow();
        Files.writeString(home.resolve("status"), "store main is 91 % full\n");
        Since again = check().since().orElseThrow();

        assertThat(unseen.gone()).isEmpty();
        assertThat(again.fresh()).isEmpty();
    }

    @Test
    void leavesOutLogsThatHaveNotChangedAndCallsNothingGone() throws IOException {
        log("2026-11-20 02:00:00 run of web01 took 3700 s\n");
        Diagnosis first = onlyNew();
        Diagnosis second = onlyNew();
        log("2026-11-20 02:00:00 run of web01 took 3700 s\n2026-11-21 02:00:00 run of web01 took 3800 s\n");
        Diagnosis grown = onlyNew();
        Files.delete(home.resolve("log/vault.log"));
        log("2026-11-21 02:00:00 run of web09 took 3700 s\n2026-11-21 02:00:00 run of web01 took 3800 s\n");
        Diagnosis replaced = onlyNew();

        assertThat(first.findings()).extracting(Finding::rule).containsExactly("vault-run-slow");
        assertThat(second.findings()).isEmpty();
        assertThat(second.complete()).isTrue();
        assertThat(second.since().orElseThrow().gone()).isEmpty();
        assertThat(second.problems())
                .extracting(Problem::toString)
                .containsExactly("state: 1 log left out: not changed since the last check");
        assertThat(grown.findings().get(0).message()).contains("1 h 3 min");
        assertThat(replaced.findings()).hasSize(2);
    }

    private Diagnosis onlyNew() throws IOException {
        return live().keeping(new State(state())).sinceLast().diagnose();
    }

    private void log(String text) throws IOException {
        Files.writeString(home.resolve("log/vault.log"), text);
    }

    private Path state() {
        return directory.resolve("state");
    }

    private String scope() {
        return "vault --home=" + home;
    }

    private LiveCheck live() {
        return LiveCheckTest.live(Map.of("home", home.toString()), Duration.ofSeconds(30));
    }

    private Diagnosis check() throws IOException {
        return live().keeping(new State(state())).diagnose();
    }
}
