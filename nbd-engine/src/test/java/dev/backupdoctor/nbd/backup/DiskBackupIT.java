package dev.backupdoctor.nbd.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.client.BlockStatus;
import dev.backupdoctor.nbd.client.Export;
import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.DataFileName;
import dev.backupdoctor.nbd.set.Verification;
import dev.backupdoctor.nbd.tool.QemuNbd;
import dev.backupdoctor.nbd.tool.QemuNbd.Served;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks served by qemu-nbd, saved and read back. */
@RequiresTool({"qemu-img", "qemu-nbd", "qemu-io"})
class DiskBackupIT {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path directory;

    private BackedUpImage image;
    private Path set;

    @BeforeEach
    void makeImage() throws IOException, InterruptedException {
        image = BackedUpImage.create(directory.resolve("disk.qcow2"), 160 * MIB);
        set = Files.createDirectory(directory.resolve("set"));
        // One run beyond the 32 MiB from which on a frame is written as a row, and small ones at odd places.
        image.write("write -P 0x11 1M 70M", "write -P 0x22 100M 64k", "write -P 0x33 110592k 4k", "write -z 120M 2M");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 9})
    void savesWhatCanBeReadBack(int level) throws IOException, InterruptedException {
        OptionalInt compression = level < 0 ? OptionalInt.empty() : OptionalInt.of(level);

        image.full(set, compression);
        image.write("write -P 0x44 2M 1M", "write -z 10M 5M", "discard 100M 64k", "write -P 0x55 130M 40960");
        SavedFile saved = image.increment(set, 1, compression);
        image.write("write -P 0x66 159M 1M", "write -P 0x77 2M 64k");
        image.increment(set, 2, compression);

        BackupSet read = BackupSet.read(set);
        assertThat(Verification.of(read, 2, bytes -> {}).problems()).isEmpty();
        assertThat(saved.bytes()).isEqualTo(Files.size(saved.path()));
        image.assertIs(Chain.latest(read, "vda"));
    }

    @Test
    void savesAnIncrementInWhichNothingChanged() throws IOException, InterruptedException {
        image.full(set, OptionalInt.of(2));

        SavedFile saved = image.increment(set, 1, OptionalInt.of(2));

        assertThat(saved.frames()).isZero();
        image.assertIs(Chain.latest(BackupSet.read(set), "vda"));
    }

    @Test
    void makesHolesOfZeros() throws IOException, InterruptedException {
        image.full(set, OptionalInt.empty());
        image.write("write -z 10M 50M");

        SavedFile saved = image.increment(set, 1, OptionalInt.empty());

        assertThat(saved.bytes()).isGreaterThan(50 * MIB);
        assertThat(BackedUpImage.allocated(saved.path())).isLessThan(MIB);
    }

    @Test
    void savesARawImage() throws IOException, InterruptedException {
        try (QemuNbd server = QemuNbd.start(Served.reading(image.path(), "qcow2", "vda"));
                Export export = Export.open(server.uri(), BlockStatus.ALLOCATION)) {
            image.backup(export, FramePlan.full(export.size(), BackedUpImage.allocation(export)), OptionalInt.empty())
                    .saveRawTo(set, DataFileName.copy("vda"));
        }

        BackupSet read = BackupSet.read(set);
        assertThat(read.files().get(0).raw()).isTrue();
        image.assertIs(Chain.latest(read, "vda"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2})
    void writesTheSameBytesToAPipe(int level) throws IOException, InterruptedException {
        OptionalInt compression = level < 0 ? OptionalInt.empty() : OptionalInt.of(level);
        SavedFile saved = image.full(set, compression);
        Path piped = directory.resolve("piped");

        try (QemuNbd server = QemuNbd.start(Served.reading(image.path(), "qcow2", "vda"));
                Export export = Export.open(server.uri(), BlockStatus.ALLOCATION);
                FileChannel out = FileChannel.open(piped, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long sum = image.backup(
                            export, FramePlan.full(export.size(), BackedUpImage.allocation(export)), compression)
                    .saveTo(out);

            assertThat(saved.sum()).hasValue(sum);
        }
        assertThat(Files.mismatch(saved.path(), piped)).isEqualTo(-1);
    }

    @Test
    void tellsHowFarItIs() throws IOException, InterruptedException {
        var told = new AtomicLong();

        try (QemuNbd server = QemuNbd.start(Served.reading(image.path(), "qcow2", "vda"));
                Export export = Export.open(server.uri(), BlockStatus.ALLOCATION)) {
            FramePlan plan = FramePlan.full(export.size(), BackedUpImage.allocation(export));
            new DiskBackup(export, plan, BackedUpImage.meta(0, OptionalInt.of(2)), told::addAndGet)
                    .saveTo(set, DataFileName.full("vda"));

            assertThat(told.get()).isEqualTo(plan.dataSize());
        }
    }

    @Test
    void neverWritesOverAnotherFile() throws IOException {
        Files.createFile(set.resolve("vda.full.data"));
        Files.createFile(set.resolve("vdb.full.data.partial"));

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> save("vda"))
                .withMessageContaining("a data file is never written over");
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> save("vdb"))
                .withMessageContaining("an earlier backup broke off");
        assertThat(set.resolve("vda.full.data")).isEmptyFile();
        assertThat(set.resolve("vdb.full.data.partial")).isEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2})
    void leavesOnlyAHalfWrittenFileWhenThePeerDies(int level) throws IOException, InterruptedException {
        try (QemuNbd server = QemuNbd.start(Served.reading(image.path(), "qcow2", "vda"));
                Export export = Export.open(server.uri(), BlockStatus.ALLOCATION)) {
            FramePlan plan = FramePlan.full(export.size(), BackedUpImage.allocation(export));
            OptionalInt compression = level < 0 ? OptionalInt.empty() : OptionalInt.of(level);
            var backup = new DiskBackup(export, plan, BackedUpImage.meta(0, compression), bytes -> kill(server));

            assertThatExceptionOfType(IOException.class).isThrownBy(() -> backup.saveTo(set, DataFileName.full("vda")));
        }
        assertThat(set).isDirectoryContaining(file -> file.endsWith("vda.full.data.partial"));
        assertThat(BackupSet.read(set).files()).isEmpty();
    }

    private void save(String disk) throws IOException {
        try (QemuNbd server = QemuNbd.start(Served.reading(image.path(), "qcow2", disk));
                Export export = Export.open(server.uri(), BlockStatus.ALLOCATION)) {
            FramePlan plan = FramePlan.full(export.size(), BackedUpImage.allocation(export));
            image.backup(export, plan, OptionalInt.empty()).saveTo(set, DataFileName.full(disk));
        }
    }

    private static void kill(QemuNbd server) {
        ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void saysThatTheTargetIsFull() throws IOException {
        try (QemuNbd server = QemuNbd.start(Served.reading(image.path(), "qcow2", "vda"));
                Export export = Export.open(server.uri(), BlockStatus.ALLOCATION);
                FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            FramePlan plan = FramePlan.full(export.size(), BackedUpImage.allocation(export));
            var backup = new DiskBackup(export, plan, BackedUpImage.meta(0, OptionalInt.of(2)), bytes -> {});

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> backup.saveTo(full))
                    .withMessageContaining("No space left on device");
        }
    }
}
