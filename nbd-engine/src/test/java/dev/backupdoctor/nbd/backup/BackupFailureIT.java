package dev.backupdoctor.nbd.backup;

import static dev.backupdoctor.nbd.backup.Scene.KIB;
import static dev.backupdoctor.nbd.backup.Scene.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.testing.LibvirtBench;
import dev.backupdoctor.nbd.testing.RequiresLibvirt;
import dev.backupdoctor.nbd.testing.TestDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What breaks in the middle of a backup leaves the points before it as they were, and the next run goes on. */
@RequiresLibvirt
@RequiresTool("virtnbdrestore")
class BackupFailureIT {
    private static final String MIDDLE = "Write data to target file";

    @RegisterExtension
    static final LibvirtBench bench = new LibvirtBench();

    private TestDomain domain;
    private Scene scene;

    @BeforeEach
    void saveFull() throws IOException, InterruptedException {
        domain = bench.domain()
                .disk("vda", 8 * MIB)
                .disk("vdb", 4 * MIB)
                .start()
                .writeRandom("vda", 1, 0, 4 * MIB)
                .write("vdb", 0x11, 0, MIB);
        scene = Scene.of(bench, domain);
        scene.backup(Level.FULL);
        domain.writeRandom("vda", 2, MIB, 2 * MIB).write("vdb", 0x22, 0, 64 * KIB);
    }

    @AfterEach
    void endDomain() throws IOException, InterruptedException {
        domain.undefine();
    }

    @Test
    void interruptedRunLeavesNothingBehind() throws IOException, InterruptedException {
        Thread main = Thread.currentThread();
        scene.log().when(MIDDLE, main::interrupt);

        assertThatThrownBy(() -> scene.backup(Level.INC)).isInstanceOf(NbdException.class);
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();

        assertNothingLeft();
        scene.backup(Level.INC);
        scene.assertRestores("vda", "vdb");
    }

    @Test
    void restartOfLibvirtdIsSurvived() throws IOException, InterruptedException {
        scene.log().when(MIDDLE, bench::restartDaemon);

        scene.backup(Level.INC);

        assertThat(scene.log().text()).contains("Libvirt connection error");
        assertThat(bench.virsh("domjobinfo", domain.name()).ok().out()).contains("None");
        scene.assertRestores("vda", "vdb");
    }

    @Test
    void crashOfLibvirtdIsSurvived() throws IOException, InterruptedException {
        scene.log().when(MIDDLE, bench::killDaemon);

        scene.backup(Level.INC);

        assertThat(bench.virsh("domjobinfo", domain.name()).ok().out()).contains("None");
        scene.assertRestores("vda", "vdb");
    }

    @Test
    void domainThatEndsIsAnErrorAndTheChainGoesOn() throws IOException, InterruptedException {
        scene.log().when("Connection to NBD backend", domain::destroy);

        assertThatThrownBy(() -> scene.backup(Level.INC))
                .isInstanceOf(NbdException.class)
                .hasMessageContaining("domain " + domain.name() + " ended while it was being saved");

        assertNoHalfWrittenFiles();
        domain.start().write("vda", 0x33, 7 * MIB, 64 * KIB);
        scene.backup(Level.INC);
        scene.assertRestores("vda", "vdb");
    }

    @Test
    void qemuThatCrashesIsAnErrorAndTheNextIncrementIsWhole() throws IOException, InterruptedException {
        scene.log().when("Connection to NBD backend", domain::kill);

        assertThatThrownBy(() -> scene.backup(Level.INC))
                .isInstanceOf(NbdException.class)
                .hasMessageContaining("domain " + domain.name() + " ended while it was being saved");

        assertNoHalfWrittenFiles();
        domain.start().discard("vda", MIB, 64 * KIB);
        scene.backup(Level.INC);
        scene.assertRestores("vda", "vdb");
    }

    @Test
    void scratchThatCannotBeWrittenIsAnErrorBeforeAnythingIsChanged() throws IOException, InterruptedException {
        var job = BackupRequest.Job.DEFAULT.withScratch(scene.set().resolve("absent"));

        assertThatThrownBy(() -> Backup.run(scene.request(Level.INC).with(job), scene.log()))
                .isInstanceOf(NbdException.class)
                .hasMessageContaining("cannot begin a backup of " + domain.name());

        assertNothingLeft();
        scene.backup(Level.INC);
        scene.assertRestores("vda", "vdb");
    }

    @Test
    void jobThatSomebodyAbortsIsAnErrorAtOnce() throws IOException, InterruptedException {
        scene.log()
                .when(
                        "Connection to NBD backend",
                        () -> bench.virsh("domjobabort", domain.name()).ok());

        assertThatThrownBy(() -> scene.backup(Level.INC))
                .isInstanceOf(NbdException.class)
                .hasMessageContaining("the backup job of " + domain.name() + " ended while its disks were being saved");

        assertNothingLeft();
        scene.backup(Level.INC);
        scene.assertRestores("vda", "vdb");
    }

    @Test
    void targetThatGoesAwayIsAnErrorAndTheChainGoesOnWhenItIsBack() throws IOException, InterruptedException {
        Path away = scene.set().resolveSibling("away");
        scene.log().when(MIDDLE, () -> Files.move(scene.set(), away));

        assertThatThrownBy(() -> scene.backup(Level.INC))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(scene.set().toString());

        assertThat(scene.set()).as("not made anew").doesNotExist();
        assertThat(bench.virsh("domjobinfo", domain.name()).ok().out()).contains("None");
        Files.move(away, scene.set());
        assertThatThrownBy(() -> scene.backup(Level.INC)).hasMessageContaining("Partial backup found");
        try (Stream<Path> files = Files.list(scene.set())) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".partial")).toList()) {
                Files.delete(file);
            }
        }
        scene.backup(Level.INC);
        scene.assertRestores("vda", "vdb");
    }

    private void assertNothingLeft() throws IOException, InterruptedException {
        assertNoHalfWrittenFiles();
        assertThat(bench.virsh("domjobinfo", domain.name()).ok().out()).contains("None");
        assertThat(bench.virsh("checkpoint-list", domain.name(), "--name")
                        .ok()
                        .out()
                        .strip())
                .isEqualTo("virtnbdbackup.0");
    }

    private void assertNoHalfWrittenFiles() throws IOException {
        try (Stream<Path> files = Files.list(scene.set())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".partial") || name.contains(".inc."));
        }
    }
}
