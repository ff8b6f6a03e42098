package dev.backupdoctor.nbd.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.testing.LibvirtBench;
import dev.backupdoctor.nbd.testing.RequiresLibvirt;
import dev.backupdoctor.nbd.testing.TestDomain;
import dev.backupdoctor.nbd.tool.QemuImg;
import dev.backupdoctor.nbd.tool.QemuImg.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restores what virtnbdbackup saved of a running domain. */
@RequiresLibvirt
@RequiresTool({"virtnbdbackup", "qemu-nbd"})
class RestoreOriginalIT {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    @RegisterExtension
    static final LibvirtBench bench = new LibvirtBench();

    private TestDomain domain;
    private Path set;

    @BeforeEach
    void startDomain() throws IOException, InterruptedException {
        domain = bench.domain().disk("vda", 16 * MIB).disk("vdb", 4 * MIB).start();
        set = bench.newDirectory("set");
    }

    @AfterEach
    void endDomain() throws IOException, InterruptedException {
        domain.undefine();
    }

    @ParameterizedTest(name = "compressed: {0}")
    @ValueSource(booleans = {false, true})
    void restoresWhatTheGuestSawAtEachPoint(boolean compressed) throws IOException, InterruptedException {
        domain.writeRandom("vda", 1, MIB, 3 * MIB).write("vdb", 0x11, 0, MIB);
        backUp("full", compressed);
        domain.zero("vda", 2L * MIB, 256 * KIB)
                .discard("vda", 3L * MIB, 64 * KIB)
                .write("vda", 0x22, MIB, 64 * KIB);
        backUp("inc", compressed);
        Path then = domain.truth("vda");
        domain.writeRandom("vda", 2, 9L * MIB, 192 * KIB).write("vdb", 0x33, 3L * MIB, 64 * KIB);
        backUp("inc", compressed);

        assertSame(restore(Optional.empty(), "vda"), domain.truth("vda"));
        assertSame(restore(Optional.empty(), "vdb"), domain.truth("vdb"));
        assertSame(restore(Optional.of("virtnbdbackup.1"), "vda"), then);
    }

    private void backUp(String level, boolean compressed) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-d", domain.name(), "-l", level, "-o", set.toString()));
        if (compressed) {
            arguments.add("--compress");
        }
        bench.virtnbdbackup(arguments.toArray(new String[0])).ok();
    }

    private Path restore(Optional<String> until, String disk) throws IOException, InterruptedException {
        Path output = bench.newDirectory("restored");
        var restore = new Restore(BackupSet.read(set), output, Optional.of(disk), until, List.of(), Allocation.THIN);
        Path image = restore.run(new RestoreIT.Heard()).get(0).target();
        assertThat(image.getFileName()).isEqualTo(domain.image(disk).getFileName());
        return image;
    }

    private static void assertSame(Path restored, Path truth) throws IOException {
        assertThat(QemuImg.installed().compare(Image.file(restored, "qcow2"), Image.file(truth, "raw")))
                .as("%s reads as %s", restored, truth)
                .isTrue();
    }
}
