package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.vault.VaultHost;
import dev.backupdoctor.core.testing.vault.VaultModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {

    @TempDir
    private Path directory;

    private Path home = Path.of("");

    @BeforeEach
    void host() throws IOException {
        home = VaultHost.in(directory.toRealPath().resolve("host")).home();
    }

    @Test
    void findsWhatIsWrongNow() {
        Run run = run("check", "vault", "--home", home.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains("error[vault-store-full]: store main is 91 % full, the limit is 80 %")
                .contains("everything given was read and recognised");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void givesThreeWhenACollectorCannotRunAndNothingIsWrong() throws IOException {
        Files.writeString(home.resolve("status"), "store main is 12 % full\n");
        Files.delete(home.resolve("jobs"));

        Run run = run("check", "vault", "--home", home.toString());

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out())
                .contains("collector jobs: vaultd does not answer; it needs a running vaultd")
                .contains("vault-job-held");
    }

    @Test
    void givesOneWhenSomethingIsWrongBesides() throws IOException {
        Files.delete(home.resolve("jobs"));

        assertThat(run("check", "vault", "--home", home.toString()).exit()).isEqualTo(1);
        assertThat(run("check", "vault", "--home", home.toString(), "--strict").exit())
                .isEqualTo(3);
    }

    @Test
    void givesThreeWhereTheProductIsNot() {
        Run run = run("check", "vault");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("collector conf: /nowhere/vault/vault.conf is not there");
    }

    @Test
    void keepsToItsTime() {
        long began = System.nanoTime();

        Run run = run("check", "vault", "--home", home.toString(), "--sleep", "60", "--timeout", "2s");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("collector jobs: not ready when the time for the check was over");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void answersMonitoringSystemsInTheirOwnWay() {
        Run ill = run("check", "vault", "--home", home.toString(), "--format", "nagios");
        Run absent = run("check", "vault", "--format", "nagios");
        Run agent = run("check", "vault", "--format", "checkmk");

        assertThat(ill.exit()).isEqualTo(2);
        assertThat(ill.out()).startsWith("BACKUP CRITICAL - store main is 91 % full, the limit is 80 %");
        assertThat(absent.exit()).isEqualTo(3);
        assertThat(absent.out()).startsWith("BACKUP UNKNOWN - ");
        assertThat(agent.exit()).isZero();
        assertThat(agent.out()).startsWith("3 \"Backup vault\" ").contains("\n3 \"Backup doctor\" ");
    }

    @Test
    void whatIsCollectedGivesTheSameFindingsElsewhere() {
        String bundle = directory.resolve("b.tar.gz").toString();

        Run check = run("check", "vault", "--home", home.toString(), "--format", "json");
        Run collect = run("collect", "vault", "--home", home.toString(), "--save", bundle);
        Run analyze = run("analyze", bundle, "--format", "json");
        Run again = run("collect", "vault", "--home", home.toString(), "--save", bundle);

        assertThat(collect.exit()).isZero();
        assertThat(collect.out())
                .isEqualTo(
                        "conf: 1 source, 64 B\nhistory: 1 source, 126 B\njobs: 1 source, 21 B\nlog: 1 source, 106 B\n"
                                + "status: 1 source, 24 B\nsaved in " + bundle + "\n");
        assertThat(findings(analyze).replace(bundle + "!/root/", "/").replace(bundle + "!/", ""))
                .contains("vault-store-full")
                .isEqualTo(findings(check));
        assertThat(analyze.exit()).isEqualTo(check.exit());
        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.err()).contains("--save: " + bundle + " is there already");
    }

    @Test
    void collectsWhatCanBeHad() throws IOException {
        Files.delete(home.resolve("jobs"));
        String bundle = directory.resolve("b.tar.gz").toString();

        Run collect = run("collect", "vault", "--home", home.toString(), "--save", bundle);

        assertThat(collect.exit()).isEqualTo(3);
        assertThat(collect.out())
                .contains("jobs: failed (0 sources, 0 B): vaultd does not answer; it needs a running vaultd\n");
    }

    @Test
    void saysWhatToAsk() {
        assertThat(run("check").err()).contains("say what to check: vault");
        assertThat(run("check", "volt").err()).contains("there is no command 'volt'; did you mean vault?");
        assertThat(run("check", "vault", "--hone", "x").err())
                .contains("unknown option '--hone'; did you mean --home or --zone?");
        assertThat(run("check", "vault", "--set", "nix=1").exit()).isEqualTo(2);
        assertThat(run("check", "vault", "--timeout", "0s").err()).contains("less than a second is too short");
        assertThat(run("check", "vault", "--help").out())
                .contains("--home=DIR", "Where vault is installed", "--timeout=DURATION", "Examples:");
        assertThat(run("collect", "vault", "--home", "/x").err()).contains("missing required option: '--save=FILE'");
    }

    @Test
    void tellsWhatIsNewAndWhatIsGoneSinceTheLastCheck() throws IOException {
        Run first = run("check", "vault", "--home", home.toString());
        Files.writeString(home.resolve("jobs"), "job web01 is held\n");
        Files.writeString(home.resolve("status"), "store main is 12 % full\n");
        Run second = run("check", "vault", "--home", home.toString());
        Run third = run("check", "vault", "--home", home.toString());
        Run forgetful = run("check", "vault", "--home", home.toString(), "--no-state", "--format", "json");

        assertThat(first.out()).doesNotContain("since the check of");
        assertThat(second.out())
                .contains("since the check of 2", ": 1 new, 1 gone\n gone: vault-store-full: store main is 91 % full,");
        assertThat(third.out()).doesNotContain("since the check of");
        assertThat(forgetful.out()).contains("\"since\" : null");
    }

    @Test
    void looksOnlyAtWhatIsNew() {
        Run first = run("check", "vault", "--home", home.toString(), "--since", "last-run");
        Run second = run("check", "vault", "--home", home.toString(), "--since", "last-run");

        assertThat(first.out()).contains("5 files").doesNotContain("left out");
        assertThat(second.out()).contains("state: 1 log left out: not changed since the last check");
        assertThat(run("check", "vault", "--since", "yesterday").err())
                .contains("'yesterday' is not known; known is last-run");
        assertThat(run("check", "vault", "--since", "last-run", "--no-state").err())
                .contains("--since and --no-state exclude each other");
    }

    @Test
    void saysThatNothingCanBeKept() throws IOException {
        Files.writeString(home.resolve("status"), "store main is 12 % full\n");
        Files.writeString(directory.resolve("state"), "a file");

        Run run = run("check", "vault", "--home", home.toString());

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("state: not kept: cannot keep anything in " + directory);
    }

    /** What is said, without when it was said. */
    private static String findings(Run run) {
        return run.out().substring(run.out().indexOf("\"findings\""), run.out().indexOf("\"since\""));
    }

    private Run run(String... args) {
        return Run.in(
                Map.of("XDG_STATE_HOME", directory.resolve("state").toString()),
                new CoreEngine(List.of(new VaultModule())),
                args);
    }
}
