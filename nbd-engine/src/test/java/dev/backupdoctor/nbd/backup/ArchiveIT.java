package dev.backupdoctor.nbd.backup;

import static dev.backupdoctor.nbd.backup.Scene.KIB;
import static dev.backupdoctor.nbd.backup.Scene.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.Verification;
import dev.backupdoctor.nbd.testing.LibvirtBench;
import dev.backupdoctor.nbd.testing.RequiresLibvirt;
import dev.backupdoctor.nbd.testing.TestDomain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets that are written to a stream as zip archives, unpacked by somebody else. */
@RequiresLibvirt
@RequiresTool({"python3", "virtnbdrestore"})
class ArchiveIT {

    @RegisterExtension
    static final LibvirtBench bench = new LibvirtBench();

    private TestDomain domain;
    private Path work;
    private Scene unpacked;

    @BeforeEach
    void startDomain() throws IOException, InterruptedException {
        domain = bench.domain()
                .disk("vda", 8 * MIB)
                .disk("vdb", 4 * MIB)
                .start()
                .writeRandom("vda", 1, MIB, 2 * MIB)
                .write("vdb", 0x11, 0, MIB);
        work = bench.newDirectory("work");
        unpacked = Scene.of(bench, domain);
    }

    @AfterEach
    void endDomain() throws IOException, InterruptedException {
        domain.undefine();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void chainOfArchivesRestoresForUsAndForTheOriginal(boolean compressed) throws IOException, InterruptedException {
        unpack(archive(Level.AUTO, compressed));
        domain.writeRandom("vda", 2, 2 * MIB, 2 * MIB).discard("vda", MIB, 64 * KIB);
        unpack(archive(Level.AUTO, compressed));
        domain.zero("vdb", 128 * KIB, 128 * KIB);
        unpack(archive(Level.INC, compressed));
        domain.write("vda", 0x33, 0, 64 * KIB);
        unpack(archive(Level.DIFF, compressed));

        BackupSet set = BackupSet.read(unpacked.set());
        assertThat(set.problems()).isEmpty();
        assertThat(set.checkpoints()).containsExactly("virtnbdbackup.0", "virtnbdbackup.1", "virtnbdbackup.2");
        assertThat(Verification.of(set, 2, bytes -> {}).isProved()).isTrue();
        assertThat(unpacked.set().resolve("checkpoints/virtnbdbackup.2.xml")).exists();
        assertThat(unpacked.set().resolve("said.log")).hasContent("the log");
        unpacked.assertRestores("vda", "vdb");
    }

    @Test
    void chainThatBeganAsArchivesGoesOnInTheirDirectory() throws IOException, InterruptedException {
        unpack(archive(Level.FULL, false));
        domain.write("vda", 0x22, 5 * MIB, MIB);

        unpacked.backup(Level.INC);

        unpacked.assertRestores("vda", "vdb");
    }

    @Test
    void readerThatGoesAwayIsAnErrorAndTheNextArchiveIsWhole() throws IOException, InterruptedException {
        unpack(archive(Level.FULL, false));
        domain.writeRandom("vda", 3, 0, 4 * MIB);

        assertThatThrownBy(() -> Backup.archive(
                        BackupRequest.of(bench.uri(), domain.name(), Level.INC, work),
                        new Broken(),
                        List.of(),
                        unpacked.log()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("vda.inc.virtnbdbackup.1.data of the archive: Broken pipe");

        assertThat(unpacked.log().text()).contains("WARNING The archive that was written is not complete");
        assertThat(bench.virsh("domjobinfo", domain.name()).ok().out()).contains("None");
        assertThat(BackupSet.read(work).checkpoints()).containsExactly("virtnbdbackup.0");
        unpack(archive(Level.INC, false));
        unpacked.assertRestores("vda", "vdb");
    }

    @Test
    void incrementWithoutAListIsRefused() {
        assertThatThrownBy(() -> archive(Level.INC, false))
                .hasMessageContaining("No existing checkpoints found, execute full backup first");
    }

    private byte[] archive(Level level, boolean compressed) throws IOException {
        var request = BackupRequest.of(bench.uri(), domain.name(), level, work);
        var out = new ByteArrayOutputStream();
        Path log = Files.writeString(work.resolve("said.log"), "the log");
        Backup.archive(compressed ? request.with(Scene.LZ4) : request, out, List.of(log), unpacked.log());
        return out.toByteArray();
    }

    private void unpack(byte[] archive) throws IOException, InterruptedException {
        Path file = Files.write(bench.directory().resolve("archive.zip"), archive);
        bench.program(List.of(
                        "python3",
                        "-m",
                        "zipfile",
                        "-e",
                        file.toString(),
                        unpacked.set().toString()))
                .run()
                .ok();
    }

    /** A pipe whose reader ends after a MiB. */
    private static final class Broken extends OutputStream {
        private int taken;

        @Override
        public void write(int one) throws IOException {
            write(new byte[1], 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            taken += length;
            if (taken > MIB) {
                throw new IOException("Broken pipe");
            }
        }
    }
}
