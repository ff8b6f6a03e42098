package dev.backupdoctor.core.fix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.value.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody else may have prepared, or does meanwhile: refused, and nothing is changed. */
class FixAttackTest {

    @TempDir
    private Path root;

    private Etc etc;

    @BeforeEach
    void prepare() throws IOException {
        etc = new Etc(root);
    }

    @AfterEach
    void nothingIsLeftBeside() throws IOException {
        try (var all = Files.walk(root)) {
            assertThat(all.filter(f -> f.toString().contains(".backup-doctor-")))
                    .isEmpty();
        }
    }

    @Test
    void followsNoLinkThatWasSwappedIn() throws Exception {
        Plan plan = Etc.plan(etc.edit("900", "1800"));
        Path secret = root.resolve("shadow");
        Files.move(etc.conf, secret);
        Files.createSymbolicLink(etc.conf, secret);

        assertThatThrownBy(() -> etc.run().apply(plan))
                .hasMessage(etc.conf + " is a symbolic link; it is not followed: name the file itself");
        assertThat(Files.readString(secret)).isEqualTo(Etc.CONF);
        assertThat(etc.conf).isSymbolicLink();
    }

    @Test
    void followsNoLinkThatTookTheDirectorysPlace() throws Exception {
        Plan plan = Etc.plan(etc.edit("900", "1800"));
        HostFile file = HostFile.at(etc.conf);
        HostFile.Snapshot old = file.read();
        Path moved = root.resolve("moved");
        Files.move(etc.directory, moved);
        Files.createSymbolicLink(etc.directory, moved);

        assertThatThrownBy(() -> file.replace(old, "x", old.state(), file.beside()))
                .hasMessageContaining("is no directory, or a symbolic link");
        assertThat(Files.readString(moved.resolve("acme.conf"))).isEqualTo(Etc.CONF);
        // Root's own link is followed when it was there before.
        etc.run().apply(plan);
        assertThat(moved.resolve("acme.conf")).content().contains("1800");
    }

    @Test
    void followsNoLinkOfAnotherUser() throws Exception {
        Path link = root.resolve("link");
        Files.createSymbolicLink(link, etc.directory);
        boolean isRoot = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        if (isRoot) {
            Files.setAttribute(link, "unix:uid", 12_345, java.nio.file.LinkOption.NOFOLLOW_LINKS);
        }
        Plan plan = Etc.plan(Etc.edit(link.resolve("acme.conf"), "900", "1800"));

        if (isRoot) {
            assertThatThrownBy(() -> etc.run().apply(plan))
                    .hasMessage(link + " is a symbolic link of another user; it is not followed");
            assertThat(etc.text()).isEqualTo(Etc.CONF);
        } else {
            etc.run().apply(plan);
            assertThat(etc.text()).contains("1800");
        }
    }

    @Test
    void refusesWhatWasChangedSinceItWasRead() throws Exception {
        Plan plan = Etc.plan(etc.edit("900", "1800"));
        Files.writeString(etc.conf, Etc.CONF.replace("900", "950"));

        assertThatThrownBy(() -> etc.run().apply(plan))
                .hasMessageContaining("acme.conf:3:9 was changed: it does not read 'timeout 900");
        assertThat(etc.text()).contains("timeout 950");
        assertThat(etc.journal.entries()).isEmpty();
    }

    @Test
    void refusesWhatIsChangedAtTheLastMoment() throws Exception {
        HostFile file = HostFile.at(etc.conf);
        HostFile.Snapshot old = file.read();
        Path same = Files.writeString(etc.directory.resolve("other"), Etc.CONF);
        Files.move(same, etc.conf, StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> file.replace(old, "x", old.state().holding("x"), file.beside()))
                .hasMessage(etc.conf + " was changed a moment ago by somebody else");
        assertThat(etc.text()).isEqualTo(Etc.CONF);
    }

    @Test
    void refusesAFileWithTwoNames() throws Exception {
        Plan plan = Etc.plan(etc.edit("900", "1800"));
        Files.createLink(root.resolve("twin"), etc.conf);

        assertThatThrownBy(() -> etc.run().apply(plan)).hasMessageContaining("has 2 names (hard links)");
        assertThat(etc.text()).isEqualTo(Etc.CONF);
    }

    @Test
    void waitsForNoPipe() throws Exception {
        Plan plan = Etc.plan(etc.edit("900", "1800"));
        Files.delete(etc.conf);
        Process mkfifo = new ProcessBuilder("mkfifo", etc.conf.toString()).start();
        assertThat(mkfifo.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> etc.run().apply(plan)).hasMessage(etc.conf + " is no regular file");
    }

    @Test
    void leavesATargetToTheOneWhoIsAtWork() throws Exception {
        Plan plan = Etc.plan(etc.edit("900", "1800"));

        try (TargetLock other = TargetLock.take(etc.journal.locks(), List.of(etc.conf.toString()))) {
            assertThat(other.targets()).hasSize(1);
            assertThatThrownBy(() -> etc.run().apply(plan))
                    .hasMessage(etc.conf + ": another process is at work on this; nothing was changed");
        }
        etc.run().apply(plan);
        assertThat(etc.text()).contains("1800");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1800\nkeep 0", "", "18\u001b[2J", "1800\r"})
    void writesNoValueThatEndsTheLine(String value) throws Exception {
        Plan plan = Etc.plan(etc.edit("900", value));

        assertThatThrownBy(() -> etc.run().apply(plan))
                .hasMessageContaining("the new value is empty or holds control characters");
        assertThat(etc.text()).isEqualTo(Etc.CONF);
    }

    @Test
    void editsNothingInArchivesNorElsewhere() throws Exception {
        Place inArchive = new Place("/srv/bundle.tar.gz!/etc/acme.conf", 3, 9, 3, 50, "timeout 900");
        Place relative = new Place("etc/acme.conf", 3, 9, 3, 50, "timeout 900");

        assertThatThrownBy(() -> etc.run().apply(Etc.plan(new Fix.Step.Edit(inArchive, "900", "1"))))
                .hasMessageContaining("lies in an archive; archives are not edited");
        assertThatThrownBy(() -> etc.run().apply(Etc.plan(new Fix.Step.Edit(relative, "900", "1"))))
                .hasMessage("etc/acme.conf is no file that was collected on this host");
    }

    @Test
    void neverWritesASecretBackAsItsMask() throws Exception {
        Files.writeString(etc.conf, "password=hunter2\n");
        Plan plan = Etc.plan(etc.edit("*******", "swordfish"));

        assertThatThrownBy(() -> etc.run().apply(plan)).hasMessageContaining("the value is a secret");
        assertThat(etc.text()).isEqualTo("password=hunter2\n");
    }

    @Test
    void editsBesideASecret() throws Exception {
        Files.writeString(etc.conf, "timeout 900 password=hunter2\n");

        etc.run().apply(Etc.plan(etc.edit("900", "1800")));

        assertThat(etc.text()).isEqualTo("timeout 1800 password=hunter2\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme; rm -rf x.conf", "-rf", "acme\nconf", "größe \u00a0.conf", "%41%.conf", " "})
    void copesWithHostileNames(String name) throws Exception {
        Path file = Files.writeString(etc.directory.resolve(name), Etc.CONF);

        JournalEntry done = etc.run().apply(Etc.plan(Etc.edit(file, "900", "1800")));
        assertThat(file).content().contains("1800");
        etc.undo().undo(done.number());

        assertThat(file).content().isEqualTo(Etc.CONF);
    }
}
