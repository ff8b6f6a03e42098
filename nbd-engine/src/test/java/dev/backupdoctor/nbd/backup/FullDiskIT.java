package dev.backupdoctor.nbd.backup;

import static dev.backupdoctor.nbd.backup.Scene.KIB;
import static dev.backupdoctor.nbd.backup.Scene.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.testing.LibvirtBench;
import dev.backupdoctor.nbd.testing.RequiresLibvirt;
import dev.backupdoctor.nbd.testing.SmallDisk;
import dev.backupdoctor.nbd.testing.TestDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** File systems that are full in the middle of a backup: an error that says which, and the chain goes on. */
@RequiresLibvirt
@RequiresTool({"mount", "umount", "virtnbdrestore"})
class FullDiskIT {

    @RegisterExtension
    static final LibvirtBench bench = new LibvirtBench();

    private TestDomain domain;

    @BeforeEach
    void startDomain() throws IOException, InterruptedException {
        domain = bench.domain()
                .disk("vda", 8 * MIB)
                .disk("vdb", 4 * MIB)
                .start()
                .writeRandom("vda", 1, 0, MIB)
                .write("vdb", 0x11, 0, 64 * KIB);
    }

    @AfterEach
    void endDomain() throws IOException, InterruptedException {
        domain.undefine();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void targetThatIsFullIsAnErrorAndTheChainGoesOnWhereThereIsRoom(boolean compressed)
            throws IOException, InterruptedException {
        try (var disk = SmallDisk.mount(bench.newDirectory("small"), 4 * MIB)) {
            Scene scene = Scene.of(
                    bench, domain, Files.createDirectory(disk.directory().resolve("set")));
            scene.backup(Level.FULL);
            Path first = domain.truth("vda");
            domain.writeRandom("vda", 2, 0, 6 * MIB);
            BackupRequest request = compressed ? scene.request(Level.INC).with(Scene.LZ4) : scene.request(Level.INC);

            assertThatThrownBy(() -> Backup.run(request, scene.log()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot write " + scene.set()
                            + "/vda.inc.virtnbdbackup.1.data.partial: No space left on" + " device");

            assertNothingLeft(domain, scene.set());
            scene.assertOurs("vda", first);
            disk.resize(32 * MIB);
            Backup.run(request, scene.log());
            scene.assertRestores("vda", "vdb");
        }
    }

    /** The data had room; what is written after them has not. */
    @Test
    void targetThatIsFullAtTheVeryEndLeavesAPointOrNone() throws IOException, InterruptedException {
        try (var disk = SmallDisk.mount(bench.newDirectory("small"), 16 * MIB)) {
            Scene scene = Scene.of(
                    bench, domain, Files.createDirectory(disk.directory().resolve("set")));
            scene.backup(Level.FULL);
            domain.writeRandom("vda", 2, 0, MIB);
            scene.log().when("Backup jobs finished", () -> fill(disk.directory().resolve("filler")));

            assertThatThrownBy(() -> scene.backup(Level.INC))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining(scene.set().toString());

            assertThat(BackupSet.read(scene.set()).checkpoints()).containsExactly("virtnbdbackup.0");
            assertCheckpointsAreOf(domain, scene.set());
            Files.delete(disk.directory().resolve("filler"));
            scene.assertOurs("vda", domain.truth("vda"));
            domain.write("vda", 0x33, 2 * MIB, 64 * KIB);
            scene.backup(Level.INC);
            scene.assertRestores("vda", "vdb");
        }
    }

    @Test
    void scratchThatIsFullIsAnErrorBecauseTheGuestIsHeld() throws IOException, InterruptedException {
        TestDomain guest = bench.domain().disk("vda", 8 * MIB).define();
        guest.writeRandom("vda", 3, 0, 6 * MIB).boot("vda");
        Path first = guest.truth("vda");
        guest.startPaused();
        try (var disk = SmallDisk.mount(bench.newDirectory("small"), 512 * KIB)) {
            Scene scene = Scene.of(bench, guest);
            scene.backup(Level.FULL);
            var job = BackupRequest.Job.DEFAULT.withScratch(disk.directory());
            scene.log().when("Write data to target file", guest::runUntilItCannotWrite);

            assertThatThrownBy(() -> Backup.run(scene.request(Level.INC).with(job), scene.log()))
                    .isInstanceOf(NbdException.class)
                    .hasMessageContaining("guest " + guest.name() + " is held since a disk could not be written")
                    .hasMessageContaining("scratch files in " + disk.directory() + " have no room");

            assertNothingLeft(guest, scene.set());
            scene.assertOurs("vda", first);
            guest.destroy();
            guest.startPaused();
            scene.backup(Level.INC);
            guest.destroy();
            scene.assertRestores("vda");
            guest.undefine();
        }
    }

    private static void fill(Path file) throws IOException, InterruptedException {
        bench.program(List.of("dd", "if=/dev/zero", "of=" + file, "bs=4k")).run();
        assertThat(file).exists();
    }

    private static void assertNothingLeft(TestDomain domain, Path set) throws IOException, InterruptedException {
        try (Stream<Path> files = Files.list(set)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".partial") || name.contains(".inc."));
        }
        assertThat(BackupSet.read(set).problems()).isEmpty();
        assertThat(Chain.points(BackupSet.read(set), "vda")).containsExactly("virtnbdbackup.0");
        assertCheckpointsAreOf(domain, set);
    }

    private static void assertCheckpointsAreOf(TestDomain domain, Path set) throws IOException, InterruptedException {
        assertThat(bench.virsh("domjobinfo", domain.name()).ok().out()).contains("None");
        assertThat(bench.virsh("checkpoint-list", domain.name(), "--name")
                        .ok()
                        .out()
                        .lines())
                .filteredOn(name -> !name.isBlank())
                .containsExactlyElementsOf(BackupSet.read(set).checkpoints());
    }
}
