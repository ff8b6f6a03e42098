package dev.backupdoctor.nbd.backup;

import static dev.backupdoctor.nbd.backup.Scene.KIB;
import static dev.backupdoctor.nbd.backup.Scene.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backupdoctor.nbd.set.ChainException;
import dev.backupdoctor.nbd.testing.LibvirtBench;
import dev.backupdoctor.nbd.testing.RequiresLibvirt;
import dev.backupdoctor.nbd.testing.TestDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Backups that would do harm, or protect nothing, are refused before anything is changed. */
@RequiresLibvirt
class BackupRefusalIT {

    @RegisterExtension
    static final LibvirtBench bench = new LibvirtBench();

    private TestDomain domain;
    private Scene scene;

    @BeforeEach
    void startDomain() throws IOException, InterruptedException {
        domain = bench.domain().disk("vda", 4 * MIB).start().write("vda", 0x11, 0, MIB);
        scene = Scene.of(bench, domain);
    }

    @AfterEach
    void endDomain() throws IOException, InterruptedException {
        domain.undefine();
    }

    @Test
    void incrementWithoutAFull() {
        assertThatThrownBy(() -> scene.backup(Level.INC))
                .isInstanceOf(ChainException.class)
                .hasMessageContaining("No full backup found in target directory");
    }

    @Test
    void secondFullIntoOneDirectory() throws IOException {
        scene.backup(Level.FULL);

        assertThatThrownBy(() -> scene.backup(Level.FULL))
                .hasMessageContaining("Target directory already contains full or copy backup");
        assertThat(scene.set().resolve("vda.full.data")).exists();
    }

    @Test
    void autoBesideWhatABrokenRunLeft() throws IOException {
        scene.backup(Level.FULL);
        Files.createFile(scene.set().resolve("vda.inc.virtnbdbackup.1.data.partial"));

        assertThatThrownBy(() -> scene.backup(Level.AUTO))
                .isInstanceOf(ChainException.class)
                .hasMessageContaining("Partial backup found in target directory");
    }

    @Test
    void autoWhereOnlyACopyLies() throws IOException {
        scene.backup(Level.COPY);

        assertThatThrownBy(() -> scene.backup(Level.AUTO)).hasMessageContaining("does not contain full backup");
    }

    @Test
    void checkpointsOfAnotherProgram() throws IOException, InterruptedException {
        bench.virsh("checkpoint-create-as", domain.name(), "manual-1").ok();

        assertThatThrownBy(() -> scene.backup(Level.FULL)).hasMessageContaining("Foreign checkpoint found: [manual-1]");
    }

    @Test
    void chainWhoseCheckpointAnotherDirectoryHasMadeAnew() throws IOException, InterruptedException {
        scene.backup(Level.FULL);
        domain.write("vda", 0x22, MIB, 64 * KIB);
        // Checkpoints are dated by the second.
        bench.program(List.of("sleep", "1.1")).run().ok();
        Scene.of(bench, domain).backup(Level.FULL);

        assertThatThrownBy(() -> scene.backup(Level.INC))
                .isInstanceOf(ChainException.class)
                .hasMessageContaining("checkpoint virtnbdbackup.0 of " + domain.name() + " was made anew since");
    }

    @Test
    void chainThatCannotBeRestored() throws IOException, InterruptedException {
        scene.backup(Level.FULL);
        domain.write("vda", 0x22, MIB, 64 * KIB);
        scene.backup(Level.INC);
        Files.delete(scene.set().resolve("vda.inc.virtnbdbackup.1.data"));

        assertThatThrownBy(() -> scene.backup(Level.INC))
                .isInstanceOf(ChainException.class)
                .hasMessageContaining("vda.inc.virtnbdbackup.1.data");
    }

    @Test
    void domainThatIsBeingBackedUpAlready() throws IOException {
        var other = Scene.of(bench, domain, scene.set().resolveSibling("other"));
        scene.log()
                .when(
                        "Connection to NBD backend",
                        () -> assertThatThrownBy(() -> other.backup(Level.COPY))
                                .isInstanceOf(ChainException.class)
                                .hasMessageContaining("Active block job for running domain"));

        scene.backup(Level.FULL);

        assertThat(scene.set().resolve("vda.full.data")).exists();
    }

    @Test
    void directoryThatAnotherRunWritesInto() throws IOException {
        scene.log()
                .when(
                        "Connection to NBD backend",
                        () -> assertThatThrownBy(() -> Backup.run(scene.request(Level.COPY), new RecordedLog()))
                                .isInstanceOf(ChainException.class)
                                .hasMessageContaining("another run is writing there"));

        scene.backup(Level.FULL);

        assertThat(scene.set().resolve("vda.full.data")).exists();
    }

    @Test
    void smallChangeBelowTheThreshold() throws IOException, InterruptedException {
        scene.backup(Level.FULL);
        domain.write("vda", 0x22, MIB, 64 * KIB);
        var job = BackupRequest.Job.DEFAULT.withThreshold(MIB);

        var outcome = Backup.run(scene.request(Level.INC).with(job), scene.log());

        assertThat(outcome.saved()).isFalse();
        assertThat(Backup.estimate(scene.request(Level.INC), scene.log())).isEqualTo(OptionalLong.of(64 * KIB));
        assertThat(scene.set().resolve("vda.inc.virtnbdbackup.1.data")).doesNotExist();
    }
}
