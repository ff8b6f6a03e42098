package dev.backupdoctor.nbd.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.ChainException;
import dev.backupdoctor.nbd.set.TestSet;
import dev.backupdoctor.nbd.stream.TestStream;
import dev.backupdoctor.nbd.tool.QemuImg;
import dev.backupdoctor.nbd.tool.QemuImg.Image;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restores sets to images of qemu and looks at these with qemu-img. */
@RequiresTool({"qemu-img", "qemu-nbd"})
class RestoreIT {
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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void restoresEveryByteOfAChain(boolean compressed) throws IOException {
        byte[] disk = RandomSet.write(input, 24 * MIB, 4, compressed, 99);

        restoreAll();

        assertThat(sameAs(disk, output.resolve("vda"), "qcow2")).isTrue();
        assertThat(output.toFile().list()).containsExactly("vda");
    }

    @Test
    void leavesZerosUnallocated() throws IOException {
        new TestSet(input)
                .add("vda.full.data", TestSet.full("vda", "AAAA"))
                .add("vda.inc.virtnbdbackup.1.data", TestSet.inc("vda", 1, ".0.B"))
                .add("vda.inc.virtnbdbackup.2.data", TestSet.inc("vda", 2, "").zero(2 * TestSet.BLOCK, TestSet.BLOCK));

        restoreAll();

        String map = QemuImg.installed().map(Image.file(output.resolve("vda"), "qcow2"));
        assertThat(map.lines().filter(line -> line.contains("\"data\": true"))).hasSize(2);
        assertThat(sameAs(blocks("A..B"), output.resolve("vda"), "qcow2")).isTrue();
    }

    @Test
    void stopsWhereItIsToldTo() throws IOException {
        new TestSet(input).addChain("vda");

        new Restore(
                        BackupSet.read(input),
                        output,
                        Optional.of("vda"),
                        Optional.of("virtnbdbackup.1"),
                        List.of(),
                        Allocation.THIN)
                .run(new Heard());

        assertThat(sameAs(blocks("ABBA..B"), output.resolve("vda"), "qcow2")).isTrue();
    }

    @Test
    void appliesTheSequenceThatItIsGiven() throws IOException {
        new TestSet(input).addChain("vda");
        var sequence = List.of("vda.full.data", "vda.inc.virtnbdbackup.1.data");

        new Restore(BackupSet.read(input), output, Optional.empty(), Optional.empty(), sequence, Allocation.THIN)
                .run(new Heard());

        assertThat(sameAs(blocks("ABBA..B"), output.resolve("vda"), "qcow2")).isTrue();
    }

    @Test
    void callsImagesAsTheyWereCalledAndMakesThemAsTheyWereMade() throws IOException {
        new TestSet(input)
                .addChain("vda")
                .add("vmconfig.virtnbdbackup.0.xml", domain("/images/old-name.qcow2"))
                .add("vmconfig.virtnbdbackup.2.xml", domain("/images/web.qcow2"))
                .add("vda.virtnbdbackup.2.qcow.json", """
                        {"virtual-size": 1048576, "format": "qcow2", "cluster-size": 32768,
                         "format-specific": {"type": "qcow2", "data": {"compat": "1.1",
                          "compression-type": "zlib", "lazy-refcounts": true, "refcount-bits": 16,
                          "corrupt": false, "extended-l2": false}}}
                        """);
        var heard = new Heard();

        Restore.all(BackupSet.read(input), output).run(heard);

        Path image = output.resolve("web.qcow2");
        assertThat(heard.lines).containsExactly("begins web.qcow2", "ended web.qcow2");
        assertThat(heard.bytes).isEqualTo(5L * TestSet.BLOCK);
        assertThat(sameAs(blocks("ABC...B"), image, "qcow2")).isTrue();
        assertThat(QemuImg.installed().info(Image.file(image, "qcow2")))
                .contains("\"cluster-size\": 32768", "\"lazy-refcounts\": true");
    }

    @Test
    void restoresRawDisksRaw() throws IOException {
        byte[] disk = blocks("R.R");
        new TestSet(input).withoutSums().add("vdb.copy.data", disk);

        restoreAll();

        assertThat(output.resolve("vdb")).hasBinaryContent(disk);
    }

    @Test
    void restoresADiskThatGrew() throws IOException {
        new TestSet(input)
                .add("vda.full.data", TestSet.full("vda", "A"))
                .add(
                        "vda.inc.virtnbdbackup.1.data",
                        TestStream.inc("vda", "virtnbdbackup.1", "virtnbdbackup.0", 2 * TestSet.SIZE));

        restoreAll();

        assertThat(QemuImg.installed().info(Image.file(output.resolve("vda"), "qcow2")))
                .contains("\"virtual-size\": " + 2 * TestSet.SIZE);
    }

    @Test
    void restoresTwoDisks() throws IOException {
        new TestSet(input).addChain("vda").addLz4Chain("vdb");

        restoreAll();

        assertThat(sameAs(blocks("ABC...B"), output.resolve("vda"), "qcow2")).isTrue();
        assertThat(sameAs(blocks("ABC...B"), output.resolve("vdb"), "qcow2")).isTrue();
    }

    @Test
    void neverOverwritesAnImage() throws IOException {
        new TestSet(input).addChain("vda");
        Files.createDirectory(output);
        Files.writeString(output.resolve("vda"), "precious");

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(this::restoreAll)
                .withMessageContaining("is not overwritten");
        assertThat(output.resolve("vda")).hasContent("precious");
    }

    @Test
    void leavesNothingOfAFileWhosePayloadIsDamaged() throws IOException {
        new TestSet(input).addChain("vda");
        Path file = input.resolve("vda.inc.virtnbdbackup.1.data");
        byte[] bytes = Files.readAllBytes(file);
        bytes[1000] ^= 4;
        Files.write(file, bytes);

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(this::restoreAll)
                .withMessageContaining("cannot restore disk vda: vda.inc.virtnbdbackup.1.data: its bytes sum to");
        assertThat(output).isEmptyDirectory();
    }

    @Test
    void leavesNothingOfACompressedFileThatIsDamaged() throws IOException {
        new TestSet(input).withoutSums().addLz4Chain("vda");
        Path file = input.resolve("vda.inc.virtnbdbackup.1.data");
        byte[] bytes = Files.readAllBytes(file);
        bytes[500] ^= 4;
        Files.write(file, bytes);

        assertThatExceptionOfType(ChainException.class).isThrownBy(this::restoreAll);
        assertThat(output).isEmptyDirectory();
    }

    @Test
    void takesOverWhatAKilledRestoreLeft() throws IOException {
        new TestSet(input).addChain("vda");
        Files.createDirectory(output);
        Files.writeString(output.resolve("vda.partial"), "half");

        restoreAll();

        assertThat(sameAs(blocks("ABC...B"), output.resolve("vda"), "qcow2")).isTrue();
    }

    @Test
    void letsTwoRestoresNotWriteOneImage() throws IOException {
        new TestSet(input).addChain("vda");
        Files.createDirectory(output);

        try (PartialImage other = PartialImage.of(output.resolve("vda"))) {
            assertThat(other.path()).exists();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(this::restoreAll)
                    .withMessageContaining("another restore of this process writes");
        }
    }

    private void restoreAll() throws IOException {
        Restore.all(BackupSet.read(input), output).run(new Heard());
    }

    private boolean sameAs(byte[] disk, Path image, String format) throws IOException {
        Path raw = directory.resolve("due.raw");
        try (FileChannel file = FileChannel.open(
                raw, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(disk));
        }
        return QemuImg.installed().compare(Image.file(raw, "raw"), Image.file(image, format));
    }

    /** A disk of 1 MiB whose blocks hold the letters, a dot for zeros. */
    static byte[] blocks(String letters) {
        byte[] disk = new byte[(int) TestSet.SIZE];
        for (int i = 0; i < letters.length(); i++) {
            if (letters.charAt(i) != '.') {
                Arrays.fill(disk, i * TestSet.BLOCK, (i + 1) * TestSet.BLOCK, (byte) letters.charAt(i));
            }
        }
        return disk;
    }

    private static String domain(String image) {
        return """
                <domain type='kvm'><name>web</name><uuid>00000000-0000-0000-0000-000000000001</uuid>
                 <devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/>
                  <source file='%s'/><target dev='vda' bus='virtio'/></disk></devices></domain>
                """.formatted(image);
    }

    static final class Heard implements Restore.Listener {
        private final List<String> lines = new ArrayList<>();
        private long bytes;

        @Override
        public void begins(Restore.Planned disk) {
            lines.add("begins " + disk.target().getFileName());
        }

        @Override
        public void wrote(Restore.Planned disk, long count) {
            bytes += count;
        }

        @Override
        public void ended(Restore.Planned disk) {
            lines.add("ended " + disk.target().getFileName());
        }
    }
}
