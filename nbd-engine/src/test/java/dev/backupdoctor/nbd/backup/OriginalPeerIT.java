package dev.backupdoctor.nbd.backup;

import static dev.backupdoctor.nbd.backup.Scene.KIB;
import static dev.backupdoctor.nbd.backup.Scene.MIB;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.backup.BackupRequest.Saving;
import dev.backupdoctor.nbd.testing.LibvirtBench;
import dev.backupdoctor.nbd.testing.RequiresLibvirt;
import dev.backupdoctor.nbd.testing.TestDomain;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets of ours and of the original, and sets that both have written, read the same with both. */
@RequiresLibvirt
@RequiresTool({"virtnbdbackup", "virtnbdrestore"})
class OriginalPeerIT {

    @RegisterExtension
    static final LibvirtBench bench = new LibvirtBench();

    private TestDomain domain;
    private Scene scene;

    @BeforeEach
    void startDomain() throws IOException, InterruptedException {
        domain = bench.domain()
                .disk("vda", 8 * MIB)
                .disk("vdb", 4 * MIB)
                .start()
                .writeRandom("vda", 1, MIB, 512 * KIB)
                .write("vdb", 0x11, 0, MIB);
        scene = Scene.of(bench, domain);
    }

    @AfterEach
    void endDomain() throws IOException, InterruptedException {
        domain.undefine();
    }

    @ParameterizedTest(name = "compressed: {0}")
    @ValueSource(booleans = {false, true})
    void readsAChainOfTheOriginal(boolean compressed) throws IOException, InterruptedException {
        original("full", compressed);
        change(1);
        original("inc", compressed);
        change(2);
        original("inc", compressed);

        scene.assertRestores("vda", "vdb");
    }

    @ParameterizedTest(name = "compressed: {0}")
    @ValueSource(booleans = {false, true})
    void continuesAChainOfTheOriginalWhichContinuesItAgain(boolean compressed)
            throws IOException, InterruptedException {
        original("full", compressed);
        change(1);
        ours(Level.INC, compressed);
        scene.assertRestores("vda", "vdb");
        change(2);
        original("inc", compressed);
        scene.assertRestores("vda", "vdb");
        change(3);
        ours(Level.DIFF, compressed);
        scene.assertRestores("vda", "vdb");
    }

    @ParameterizedTest(name = "compressed: {0}")
    @ValueSource(booleans = {false, true})
    void originalContinuesAChainOfOurs(boolean compressed) throws IOException, InterruptedException {
        ours(Level.FULL, compressed);
        change(1);
        original("inc", compressed);
        scene.assertRestores("vda", "vdb");
        change(2);
        ours(Level.INC, compressed);

        scene.assertRestores("vda", "vdb");
    }

    /** Data, zeros and holes, each over something else each time. */
    private void change(int round) throws IOException, InterruptedException {
        domain.writeRandom("vda", 10 + round, (long) round * MIB, 192 * KIB)
                .zero("vda", round * MIB + 64 * KIB, 64 * KIB)
                .discard("vda", round * MIB + 128 * KIB, 64 * KIB)
                .write("vdb", round, (round - 1) * 128L * KIB, 64 * KIB)
                .zero("vdb", 960L * KIB, 64 * KIB);
    }

    private void original(String level, boolean compressed) throws IOException, InterruptedException {
        (compressed ? scene.original(level, "--compress") : scene.original(level)).ok();
    }

    private void ours(Level level, boolean compressed) throws IOException {
        Saving saving = compressed ? Scene.LZ4 : Saving.PLAIN;
        Backup.run(scene.request(level).with(saving), scene.log());
    }
}
