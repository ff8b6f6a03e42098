package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.vault.VaultHost;
import dev.backupdoctor.core.testing.vault.VaultModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fix}, {@code verify} and {@code undo}, with the fictional product vault. */
class FixTest {

    @TempDir
    private Path directory;

    private Path home = Path.of("");
    private Path conf = Path.of("");
    private String before = "";

    @BeforeEach
    void host() throws IOException {
        home = VaultHost.in(directory.toRealPath().resolve("host")).home();
        conf = home.resolve("vault.conf");
        before = Files.readString(conf);
    }

    @Test
    void showsThePlanAndChangesNothing() throws IOException {
        Run run = run("fix", "vault-store-full");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("""
                fix a of vault-store-full {store=main}: warn later
                  for:    store main is 91 % full, the limit is 80 %
                  risk:   reversible
                  1. edit CONF
                     --- CONF
                     +++ CONF
                     @@ -2 +2 @@
                     -warn_at 80 %   # of the store
                     +warn_at 95 %   # of the store
                  needs:  ok: CONF:2:9 reads as it did, and can be replaced
                  undo:   'backup-doctor undo' takes it back, byte for byte

                Nothing was changed; --apply with the letter of a fix does it.
                """.replace("CONF", conf.toString()));
        assertThat(Files.readString(conf)).isEqualTo(before);
        assertThat(directory.resolve("state")).doesNotExist();
    }

    @Test
    void fixesVerifiesAndUndoes() throws IOException {
        Run fixed = run("fix", "vault-store-full", "a", "--apply");
        Path proof = directory.resolve("proof.json");
        Run verified = run("verify", "vault-store-full", "--proof", proof.toString());
        Run listed = run("undo", "--list");
        String after = Files.readString(conf);
        Run undone = run("undo");
        Run again = run("verify", "vault-store-full");

        assertThat(fixed.exit()).as(fixed.err()).isZero();
        assertThat(fixed.out()).contains("done: entry 1 of the journal, ", "undo:   backup-doctor undo 1\n");
        assertThat(after).isEqualTo(before.replace("80", "95"));
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out())
                .contains("  holds:  looked at the host anew: the rule finds nothing\n")
                .contains("  holds:  verifier fetch: store main gave back what it was given\n")
                .endsWith("VERIFIED\n");
        assertThat(proof).content().contains("\"answer\" : \"holds\"");
        assertThat(directory.resolve("state/backup-doctor/journal/0001/proof.json"))
                .exists();
        assertThat(listed.out()).startsWith("   1  done      ").contains("done: edit " + conf);
        assertThat(undone.exit()).as(undone.err()).isZero();
        assertThat(Files.readString(conf)).isEqualTo(before);
        assertThat(again.exit()).isEqualTo(4);
        assertThat(again.out()).contains("fails:  looked at the host anew: it is still there");
    }

    @Test
    void neverAppliesWhatFilesTell() throws IOException {
        Path bundle = directory.resolve("incident.tar.gz");
        assertThat(run("collect", "vault", "--save", bundle.toString()).exit()).isZero();

        Run planned = run("fix", "vault-store-full", "a", bundle.toString());
        Run refused = run("fix", "vault-store-full", "a", bundle.toString(), "--apply");

        assertThat(planned.exit()).as(planned.err()).isZero();
        assertThat(planned.out()).contains("+warn_at 95 %").endsWith("\nNothing was changed.\n");
        assertThat(refused.exit()).isEqualTo(5);
        assertThat(refused.err()).contains("files may tell of another host");
        assertThat(Files.readString(conf)).isEqualTo(before);
    }

    @Test
    void refusesWhatIsNotThereAnyMore() throws IOException {
        Files.writeString(home.resolve("status"), "store main is 12 % full\n");

        Run shown = run("fix", "vault-store-full");
        Run refused = run("fix", "vault-store-full", "a", "--apply");

        assertThat(shown.exit()).isZero();
        assertThat(shown.out()).isEqualTo("vault-store-full finds nothing on this host\n");
        assertThat(refused.exit()).isEqualTo(5);
        assertThat(refused.err()).contains("vault-store-full finds nothing on this host; nothing was changed");
    }

    @Test
    void saysWhenItCouldNotLook() throws IOException {
        Files.delete(home.resolve("status"));

        Run shown = run("fix", "vault-store-full");
        Run verified = run("verify", "vault-store-full");

        assertThat(shown.exit()).isEqualTo(3);
        assertThat(shown.out()).contains("finds nothing on this host, but it could not decide: it needs vault.store");
        assertThat(verified.exit()).isEqualTo(3);
    }

    @Test
    void refusesAJournalThatOthersCanWrite() throws IOException {
        Path state = Files.createDirectories(directory.resolve("state"));
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxrwxrwx"));

        Run run = run("fix", "vault-store-full", "a", "--apply");

        boolean root = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        assertThat(run.exit()).isEqualTo(root ? 5 : 0);
        if (root) {
            assertThat(run.err()).contains("the journal cannot be kept in " + state);
            assertThat(Files.readString(conf)).isEqualTo(before);
        }
    }

    @Test
    void saysHowToAsk() {
        assertThat(run("fix", "vault-store-ful").err()).contains("did you mean vault-store-full?");
        assertThat(run("fix", "vault-store-full", "c").err()).contains("there is no fix c; there is a");
        assertThat(run("fix", "vault-store-full", "--finding", "ffff").err()).contains("say which finding: --finding ");
        assertThat(run("verify", "vault-store-full", "--budget", "much").err())
                .contains("'much' is no budget; write it as '2 h', '10 GiB' or '2 h,10 GiB'");
        assertThat(run("undo", "7").err()).contains("the journal has no entry 7");
        assertThat(run("undo", "7").exit()).isEqualTo(5);
        assertThat(run("undo").err()).contains("there is nothing to undo");
        assertThat(run("undo", "--list").out()).isEqualTo("Nothing has been fixed on this host.\n");
    }

    private Run run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        if (!args[0].equals("undo")) {
            int at = args[0].equals("collect") ? 2 : 1;
            all.add(at, "--home=" + home);
        }
        return Run.in(
                Map.of("XDG_STATE_HOME", directory.resolve("state").toString()),
                new CoreEngine(List.of(new VaultModule())),
                all.toArray(String[]::new));
    }
}
