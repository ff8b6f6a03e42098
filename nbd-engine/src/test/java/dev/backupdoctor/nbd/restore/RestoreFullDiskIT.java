package dev.backupdoctor.nbd.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Images that have no room: an error that says where, and nothing that could be taken for an image. */
@RequiresTool({"mount", "umount", "qemu-img", "qemu-nbd"})
class RestoreFullDiskIT {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void saysWhichImageHasNoRoom(Allocation allocation) throws IOException, InterruptedException {
        Path input = Files.createDirectory(directory.resolve("set"));
        RandomSet.write(input, 24 * MIB, 3, true, 8);

        try (var disk = SmallDisk.mount(directory.resolve("small"), 3 * MIB)) {
            Path output = disk.directory();

            assertThatThrownBy(() -> restore(input, output, allocation))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot restore disk vda to " + output.resolve("vda.partial"))
                    .hasMessageContaining("o space left on");

            assertThat(output.toFile().list()).isEmpty();
            disk.resize(64 * MIB);
            restore(input, output, allocation);
            assertThat(output.toFile().list()).containsExactly("vda");
        }
    }

    @Test
    void saysWhichRawImageHasNoRoom() throws IOException, InterruptedException {
        Path input = Files.createDirectory(directory.resolve("set"));
        byte[] image = new byte[6 * MIB];
        Arrays.fill(image, (byte) 1);
        Files.write(input.resolve("vda.copy.data"), image);

        try (var disk = SmallDisk.mount(directory.resolve("small"), 3 * MIB)) {
            assertThatThrownBy(() -> restore(input, disk.directory(), Allocation.THIN))
                    .hasMessage("cannot restore disk vda to " + disk.directory() + "/vda.partial: No space left on"
                            + " device");
            assertThat(disk.directory().toFile().list()).isEmpty();
        }
    }

    private static void restore(Path input, Path output, Allocation allocation) throws IOException {
        Restore.all(BackupSet.read(input), output).with(allocation).run(new RestoreIT.Heard());
    }
}
