package dev.backupdoctor.nbd.backup;

import static dev.backupdoctor.nbd.backup.Scene.KIB;
import static dev.backupdoctor.nbd.backup.Scene.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.backup.BackupRequest.Disks;
import dev.backupdoctor.nbd.backup.BackupRequest.Saving;
import dev.backupdoctor.nbd.testing.LibvirtBench;
import dev.backupdoctor.nbd.testing.RequiresLibvirt;
import dev.backupdoctor.nbd.testing.TestDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresLibvirt
@RequiresTool("virtnbdrestore")
class BackupIT {

    @RegisterExtension
    static final LibvirtBench bench = new LibvirtBench();

    @ParameterizedTest(name = "compressed: {0}")
    @ValueSource(booleans = {false, true})
    void everyPointOfAChainComesBackAsItWas(boolean compressed) throws IOException, InterruptedException {
        TestDomain domain =
                bench.domain().disk("vda", 8 * MIB).disk("vdb", 4 * MIB).start();
        var scene = Scene.of(bench, domain);
        Saving saving = compressed ? Scene.LZ4 : Saving.PLAIN;

        domain.writeRandom("vda", 1, MIB, 256 * KIB).write("vdb", 0x11, 0, 64 * KIB);
        Backup.run(scene.request(Level.FULL).with(saving), scene.log());
        Path full = domain.truth("vda");
        domain.write("vda", 0xab, 4 * MIB, 64 * KIB).zero("vda", MIB, 64 * KIB);
        Backup.run(scene.request(Level.INC).with(saving), scene.log());
        Path first = domain.truth("vda");
        domain.discard("vda", MIB + 64 * KIB, 64 * KIB).write("vdb", 0x22, MIB, 64 * KIB);
        Backup.run(scene.request(Level.INC).with(saving), scene.log());
        Path second = domain.truth("vda");
        domain.writeRandom("vda", 2, 6 * MIB, 64 * KIB);
        Backup.run(scene.request(Level.DIFF).with(saving), scene.log());

        scene.assertRestores("vda", "vdb");
        scene.assertOriginalsUntil("virtnbdbackup.0", "vda", full);
        scene.assertOriginalsUntil("virtnbdbackup.1", "vda", first);
        scene.assertOursUntil("virtnbdbackup.0", "vda", full);
        scene.assertOursUntil("virtnbdbackup.1", "vda", first);
        scene.assertOursUntil("virtnbdbackup.2", "vda", second);
        domain.undefine();
    }

    @ParameterizedTest(name = "compressed: {0}")
    @ValueSource(booleans = {false, true})
    void extentsBeyondOneRequestOfQemuComeBack(boolean compressed) throws IOException, InterruptedException {
        TestDomain domain = bench.domain().disk("vda", 80 * MIB).start();
        var scene = Scene.of(bench, domain);
        Saving saving = compressed ? Scene.LZ4 : Saving.PLAIN;

        domain.writeRandom("vda", 3, 3 * MIB, 70 * MIB);
        Backup.run(scene.request(Level.FULL).with(saving), scene.log());
        domain.write("vda", 0x77, 64 * KIB, 40 * MIB);
        Backup.run(scene.request(Level.INC).with(saving), scene.log());

        scene.assertRestores("vda");
        domain.undefine();
    }

    @Test
    void emptyIncrementChangesNothing() throws IOException, InterruptedException {
        TestDomain domain = bench.domain().disk("vda", 4 * MIB).start().write("vda", 0x11, 0, MIB);
        var scene = Scene.of(bench, domain);

        scene.backup(Level.FULL);
        scene.backup(Level.INC);

        scene.assertRestores("vda");
        assertThat(scene.log().text()).contains("Got 0 extents to backup.");
        domain.undefine();
    }

    @Test
    void countsAsTheOriginalWhenOnlyZerosWereWritten() throws IOException, InterruptedException {
        TestDomain domain = bench.domain().disk("vda", 4 * MIB).start().write("vda", 0x11, 0, MIB);
        var scene = Scene.of(bench, domain);

        scene.backup(Level.FULL);
        domain.discard("vda", 0, 128 * KIB);
        scene.backup(Level.DIFF);

        assertThat(scene.log().text())
                .contains("0 bytes [0.0B] of data extents to backup")
                .contains("131072 bytes [128.0KiB] became zero and are saved as zeros");
        scene.assertRestores("vda");
        domain.undefine();
    }

    @Test
    void diskThatGrewComesBackAtItsNewSize() throws IOException, InterruptedException {
        TestDomain domain = bench.domain().disk("vda", 4 * MIB).start().write("vda", 0x11, 0, MIB);
        var scene = Scene.of(bench, domain);

        scene.backup(Level.FULL);
        domain.resize("vda", 6 * MIB).write("vda", 0x22, 5 * MIB, 64 * KIB);
        scene.backup(Level.INC);

        scene.assertOurs("vda", domain.truth("vda"));
        domain.undefine();
    }

    @Test
    void autoBeginsAChainAndContinuesIt() throws IOException, InterruptedException {
        TestDomain domain = bench.domain().disk("vda", 4 * MIB).start().write("vda", 0x11, 0, MIB);
        var scene = Scene.of(bench, domain);

        Level first = scene.backup(Level.AUTO).level();
        domain.write("vda", 0x22, 2 * MIB, 64 * KIB);
        Level second = scene.backup(Level.AUTO).level();

        assertThat(List.of(first, second)).containsExactly(Level.FULL, Level.INC);
        assertThat(Files.readString(scene.set().resolve(domain.name() + ".cpt")))
                .isEqualTo("[\"virtnbdbackup.0\", \"virtnbdbackup.1\"]");
        scene.assertRestores("vda");
        domain.undefine();
    }

    @Test
    void guestThatIsPausedForTheMomentGoesOn() throws IOException, InterruptedException {
        var domain = bench.domain().disk("vda", MIB).start().write("vda", 0x11, 0, 64 * KIB);
        var scene = Scene.of(bench, domain);
        var pausing = BackupRequest.Job.DEFAULT.quiescing(new BackupRequest.Quiesce(List.of(), true));

        Backup.run(scene.request(Level.FULL).with(pausing), scene.log());

        assertThat(scene.log().text()).containsSubsequence("Pausing domain.", "Resumed domain.", "Write data");
        assertThat(bench.virsh("domstate", domain.name()).out()).contains("running");
        scene.assertOurs("vda", domain.truth("vda"));
        domain.undefine();
    }

    @Test
    void copyMakesNoCheckpoint() throws IOException, InterruptedException {
        TestDomain domain = bench.domain().disk("vda", 4 * MIB).start().write("vda", 0x11, 0, MIB);
        var scene = Scene.of(bench, domain);

        scene.backup(Level.COPY);

        assertThat(bench.virsh("checkpoint-list", domain.name(), "--name").ok().out())
                .isBlank();
        assertThat(scene.set().resolve("vda.copy.data")).exists();
        assertThat(scene.set().resolve("vmconfig.copy.xml")).exists();
        assertThat(scene.set().resolve("vda.copy.qcow.json")).exists();
        scene.assertRestores("vda");
        domain.undefine();
    }

    @Test
    void rawImagesAreTheDiskItself() throws IOException, InterruptedException {
        TestDomain domain = bench.domain()
                .disk("vda", 4 * MIB)
                .disk("vdb", 2 * MIB, "raw")
                .start()
                .write("vda", 0x11, MIB, MIB)
                .write("vdb", 0x22, MIB, 64 * KIB);
        var scene = Scene.of(bench, domain);

        Backup.run(
                scene.request(Level.COPY)
                        .with(new Disks(Optional.empty(), List.of(), true))
                        .with(new Saving(true, OptionalInt.empty(), OptionalInt.of(1))),
                scene.log());

        assertThat(scene.set().resolve("vda.copy.data")).hasSameBinaryContentAs(domain.truth("vda"));
        assertThat(scene.set().resolve("vdb.copy.data")).hasSameBinaryContentAs(domain.truth("vdb"));
        assertThat(scene.log().text()).contains("Concurrent backup processes: [1]");
        domain.undefine();
    }

    @Test
    void leavesOutDisksThatAreNotWanted() throws IOException, InterruptedException {
        TestDomain domain = bench.domain()
                .disk("vda", MIB)
                .disk("vdb", MIB)
                .disk("vdc", MIB, "raw")
                .start();
        var scene = Scene.of(bench, domain);

        Backup.run(scene.request(Level.FULL).with(new Disks(Optional.empty(), List.of("vdb"), false)), scene.log());

        assertThat(scene.set().resolve("vda.full.data")).exists();
        assertThat(scene.set().resolve("vdb.full.data")).doesNotExist();
        assertThat(scene.log().text())
                .contains("Excluding disk [vdb]")
                .contains("Raw disk [vdc] excluded by default, use option --raw to include.");
        domain.undefine();
    }
}
