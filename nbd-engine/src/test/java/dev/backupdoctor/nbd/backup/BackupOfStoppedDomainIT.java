package dev.backupdoctor.nbd.backup;

import static dev.backupdoctor.nbd.backup.Scene.KIB;
import static dev.backupdoctor.nbd.backup.Scene.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.testing.LibvirtBench;
import dev.backupdoctor.nbd.testing.RequiresLibvirt;
import dev.backupdoctor.nbd.testing.TestDomain;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Domains that are off, or that libvirt forgets when they are. */
@RequiresLibvirt
@RequiresTool("virtnbdrestore")
class BackupOfStoppedDomainIT {

    @RegisterExtension
    static final LibvirtBench bench = new LibvirtBench();

    @Test
    void offlineIncrementsStandBesideThoseBeforeAndComeBackLast() throws IOException, InterruptedException {
        TestDomain domain = bench.domain().disk("vda", 8 * MIB).start().write("vda", 0x11, 0, MIB);
        var scene = Scene.of(bench, domain);
        scene.backup(Level.FULL);
        domain.write("vda", 0x22, 2 * MIB, 64 * KIB);
        scene.backup(Level.INC);
        domain.destroy();
        domain.write("vda", 0x33, 3 * MIB, 64 * KIB);

        scene.backup(Level.INC);
        scene.assertRestores("vda");
        domain.write("vda", 0x44, 4 * MIB, 64 * KIB);
        scene.backup(Level.INC);
        scene.assertRestores("vda");
        domain.start().write("vda", 0x55, 5 * MIB, 64 * KIB);
        scene.backup(Level.INC);

        scene.assertRestores("vda");
        assertThat(scene.set().resolve("vda.inc.virtnbdbackup.1.data")).exists();
        assertThat(scene.set().resolve("vda.inc.virtnbdbackup.1.offline.1.data"))
                .exists();
        assertThat(scene.set().resolve("vda.inc.virtnbdbackup.1.offline.2.data"))
                .exists();
        domain.undefine();
    }

    @Test
    void fullOfADomainThatIsOffIsACopyAndSaysSo() throws IOException, InterruptedException {
        TestDomain domain = bench.domain().disk("vda", 4 * MIB).define().write("vda", 0x11, 0, MIB);
        var scene = Scene.of(bench, domain);

        assertThat(scene.backup(Level.FULL).level()).isEqualTo(Level.COPY);

        assertThat(scene.log().text()).contains("WARNING Domain is offline, resetting backup options.");
        assertThat(scene.set().resolve("vda.copy.data")).exists();
        scene.assertRestores("vda");
        domain.undefine();
    }

    @Test
    void domainIsStartedForAFullAndEndedAfterIt() throws IOException, InterruptedException {
        TestDomain domain = bench.domain().disk("vda", 4 * MIB).define().write("vda", 0x11, 0, MIB);
        var scene = Scene.of(bench, domain);
        var request = scene.request(Level.FULL).with(BackupRequest.Job.DEFAULT.startingTheDomain());

        assertThat(Backup.run(request, scene.log()).level()).isEqualTo(Level.FULL);

        assertThat(bench.virsh("domstate", domain.name()).ok().out()).contains("shut off");
        domain.start().write("vda", 0x22, 2 * MIB, 64 * KIB);
        scene.backup(Level.INC);
        scene.assertRestores("vda");
        domain.undefine();
    }

    @Test
    void chainOfATransientDomainGoesOnWhenItIsCreatedAnew() throws IOException, InterruptedException {
        TestDomain domain = bench.domain().disk("vda", 4 * MIB).create().write("vda", 0x11, 0, MIB);
        var scene = Scene.of(bench, domain);
        var job = BackupRequest.Job.DEFAULT.withCheckpoints(bench.newDirectory("checkpoints"));

        Backup.run(scene.request(Level.AUTO).with(job), scene.log());
        domain.destroy();
        domain.create().write("vda", 0x22, 2 * MIB, 64 * KIB);
        Backup.run(scene.request(Level.AUTO).with(job), scene.log());

        assertThat(scene.log().text()).contains("Redefine missing checkpoint: [virtnbdbackup.0]");
        scene.assertRestores("vda");
        domain.destroy();
    }

    @Test
    void bitmapLostWithQemuMakesTheNextIncrementWhole() throws IOException, InterruptedException {
        TestDomain domain = bench.domain().disk("vda", 4 * MIB).start().write("vda", 0x11, 0, MIB);
        var scene = Scene.of(bench, domain);
        scene.backup(Level.FULL);
        domain.write("vda", 0x22, 2 * MIB, 64 * KIB).discard("vda", 0, 64 * KIB);
        domain.kill();
        domain.start();

        scene.backup(Level.INC);

        assertThat(scene.log().text())
                .contains("WARNING Checkpoint [virtnbdbackup.0] is invalid, switching backup to full.");
        scene.assertRestores("vda");
        domain.write("vda", 0x33, 3 * MIB, 64 * KIB);
        scene.backup(Level.INC);
        scene.assertRestores("vda");
        domain.undefine();
    }

    @Test
    void bitmapBrokenByACrashIsRemovedByTheNextFull() throws IOException, InterruptedException {
        TestDomain domain = bench.domain().disk("vda", 4 * MIB).start().write("vda", 0x11, 0, MIB);
        var scene = Scene.of(bench, domain);
        scene.backup(Level.FULL);
        domain.destroy();
        domain.start().write("vda", 0x22, 2 * MIB, 64 * KIB);
        domain.kill();
        domain.start();

        var next = Scene.of(bench, domain);
        next.backup(Level.FULL);

        next.assertRestores("vda");
        domain.undefine();
    }
}
