package dev.backupdoctor.nbd.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.TestSet;
import dev.backupdoctor.nbd.tool.QemuImg;
import dev.backupdoctor.nbd.tool.QemuImg.Image;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that take all of their room at once, or as little as can be. */
@RequiresTool({"qemu-img", "qemu-nbd"})
class RestoreAllocationIT {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path directory;

    private Path input;
    private Path output;

    @BeforeEach
    void makeDirectories() throws IOException {
        input = Files.createDirectory(directory.resolve("set"));
        output = directory.resolve("restored");
    }

    @Test
    void compressedImagesHoldTheSameInLessRoom() throws IOException {
        byte[] disk = RandomSet.write(input, 24 * MIB, 3, false, 5);
        Path thin = directory.resolve("thin");

        restore(Allocation.THIN, thin);
        restore(Allocation.COMPRESSED, output);

        assertThat(sameAs(disk, output.resolve("vda"), "qcow2")).isTrue();
        assertThat(Files.size(output.resolve("vda"))).isLessThan(Files.size(thin.resolve("vda")) * 3 / 4);
        assertThat(output.toFile().list()).containsExactly("vda");
    }

    @Test
    void compressedImagesOfOneSetAreEqual() throws IOException {
        RandomSet.write(input, 8 * MIB, 2, true, 6);

        restore(Allocation.COMPRESSED, output);
        restore(Allocation.COMPRESSED, directory.resolve("again"));

        assertThat(output.resolve("vda"))
                .hasSameBinaryContentAs(directory.resolve("again").resolve("vda"));
    }

    @Test
    void preallocatedImagesHaveRoomForEveryBlock() throws IOException {
        byte[] disk = RandomSet.write(input, 8 * MIB, 2, false, 7);

        restore(Allocation.FULL, output);

        assertThat(sameAs(disk, output.resolve("vda"), "qcow2")).isTrue();
        assertThat(allocated(output.resolve("vda"))).isGreaterThanOrEqualTo(8 * MIB);
    }

    @Test
    void preallocatedRawImagesHaveNoHoles() throws IOException {
        byte[] disk = new byte[4 * MIB];
        disk[MIB] = 7;
        Files.write(input.resolve("vda.copy.data"), disk);

        restore(Allocation.FULL, output);
        restore(Allocation.COMPRESSED, directory.resolve("compressed"));

        assertThat(output.resolve("vda")).hasBinaryContent(disk);
        assertThat(allocated(output.resolve("vda"))).isGreaterThanOrEqualTo(4 * MIB);
        assertThat(directory.resolve("compressed").resolve("vda"))
                .as("a raw image stays raw")
                .hasBinaryContent(disk);
    }

    @Test
    void damageIsSeenWhenAnImageIsCompressed() throws IOException {
        new TestSet(input).withoutSums().add("vda.full.data", TestSet.fullLz4("vda", "ABCD"));
        Path data = input.resolve("vda.full.data");
        byte[] bytes = Files.readAllBytes(data);
        bytes[500] ^= 1;
        Files.write(data, bytes);

        assertThatThrownBy(() -> restore(Allocation.COMPRESSED, output)).isInstanceOf(IOException.class);

        assertThat(output.toFile().list()).isEmpty();
    }

    private void restore(Allocation allocation, Path to) throws IOException {
        Restore.all(BackupSet.read(input), to).with(allocation).run(new RestoreIT.Heard());
    }

    private static long allocated(Path image) throws IOException {
        Process du = new ProcessBuilder("du", "--block-size=1", image.toString()).start();
        String said = new String(du.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        return Long.parseLong(said.substring(0, said.indexOf('\t')));
    }

    private boolean sameAs(byte[] disk, Path image, String format) throws IOException {
        Path due = Files.write(directory.resolve("due.raw"), disk);
        return QemuImg.installed().compare(Image.file(due, "raw"), Image.file(image, format));
    }
}
