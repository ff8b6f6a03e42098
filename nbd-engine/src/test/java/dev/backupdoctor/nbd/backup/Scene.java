package dev.backupdoctor.nbd.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.ChainSource;
import dev.backupdoctor.nbd.testing.LibvirtBench;
import dev.backupdoctor.nbd.testing.Program;
import dev.backupdoctor.nbd.testing.TestDomain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalInt;

/** A domain, the set that it is backed up into, and the two ways of reading the set. */
final class Scene {
    static final int KIB = 1024;
    static final int MIB = 1024 * KIB;
    static final BackupRequest.Saving LZ4 = new BackupRequest.Saving(false, OptionalInt.of(2), OptionalInt.empty());

    private static final int STEP = 4 * MIB;

    private final LibvirtBench bench;
    private final TestDomain domain;
    private final Path set;
    private final RecordedLog log = new RecordedLog();

    private Scene(LibvirtBench bench, TestDomain domain, Path set) {
        this.bench = bench;
        this.domain = domain;
        this.set = set;
    }

    static Scene of(LibvirtBench bench, TestDomain domain) throws IOException, InterruptedException {
        return of(bench, domain, bench.newDirectory("set"));
    }

    static Scene of(LibvirtBench bench, TestDomain domain, Path set) {
        return new Scene(bench, domain, set);
    }

    Path set() {
        return set;
    }

    RecordedLog log() {
        return log;
    }

    BackupRequest request(Level level) {
        return BackupRequest.of(bench.uri(), domain.name(), level, set);
    }

    Backup.Outcome backup(Level level) throws IOException {
        return Backup.run(request(level), log);
    }

    /** Has the original back up into the set. */
    Program.Ended original(String level, String... options) throws IOException, InterruptedException {
        String[] arguments = new String[options.length + 6];
        System.arraycopy(options, 0, arguments, 6, options.length);
        arguments[0] = "-d";
        arguments[1] = domain.name();
        arguments[2] = "-l";
        arguments[3] = level;
        arguments[4] = "-o";
        arguments[5] = set.toString();
        return bench.virtnbdbackup(arguments);
    }

    /** The last point of the set is what the guest sees now, for us and for the original. */
    void assertRestores(String... disks) throws IOException, InterruptedException {
        for (String disk : disks) {
            assertOurs(disk, domain.truth(disk));
        }
        assertOriginals(disks);
    }

    /** The original restores the last point of the set to what the guest sees now. */
    void assertOriginals(String... disks) throws IOException, InterruptedException {
        Path restored = bench.newDirectory("restored");
        bench.originalRestore(set, restored).ok();
        for (String disk : disks) {
            assertIdentical(restored.resolve(domain.image(disk).getFileName()), domain.truth(disk));
        }
    }

    /** The original restores a point of the set to what the guest saw then. */
    void assertOriginalsUntil(String checkpoint, String disk, Path truth) throws IOException, InterruptedException {
        Path restored = bench.newDirectory("restored");
        bench.originalRestore(set, restored, "--until", checkpoint).ok();
        assertIdentical(restored.resolve(domain.image(disk).getFileName()), truth);
    }

    /** The chain of the set's last point reads as an image does. */
    void assertOurs(String disk, Path truth) throws IOException, InterruptedException {
        assertReads(Chain.latest(BackupSet.read(set), disk), truth);
    }

    /** The chain of a point reads as an image does. */
    void assertOursUntil(String point, String disk, Path truth) throws IOException, InterruptedException {
        assertReads(Chain.until(BackupSet.read(set), disk, point), truth);
    }

    private void assertReads(Chain chain, Path truth) throws IOException, InterruptedException {
        assertThat(reads(chain, truth))
                .as("%s of %s; the backup said:%n%s", chain.disk(), set, log.text())
                .isTrue();
    }

    /** Whether a chain reads as an image does. */
    boolean reads(Chain chain, Path truth) throws IOException, InterruptedException {
        Path read = bench.newDirectory("read").resolve("image.raw");
        try (ChainSource source = ChainSource.open(chain);
                FileChannel file = FileChannel.open(read, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (Extent extent : source.extents(0, source.size())) {
                for (long at = extent.offset(); at < extent.end(); at += STEP) {
                    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(STEP, extent.end() - at));
                    source.read(at, bytes);
                    file.write(bytes.flip(), at);
                }
            }
        }
        boolean identical = compare(read, truth).out().contains("Images are identical");
        Files.delete(read);
        return identical;
    }

    private static Program.Ended compare(Path image, Path truth) throws IOException, InterruptedException {
        return Program.of("qemu-img", "compare", image.toString(), truth.toString())
                .run();
    }

    private void assertIdentical(Path image, Path truth) throws IOException, InterruptedException {
        assertThat(compare(image, truth).out())
                .as("%s; the backup said:%n%s", image, log.text())
                .contains("Images are identical");
    }
}
