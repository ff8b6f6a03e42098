package dev.backupdoctor.nbd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.tool.QemuImg;
import dev.backupdoctor.nbd.tool.QemuImg.Image;
import dev.backupdoctor.nbd.tool.QemuNbd;
import dev.backupdoctor.nbd.tool.QemuNbd.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against qemu-nbd. */
@RequiresTool({"qemu-img", "qemu-nbd", "qemu-io"})
class ExportIT {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path directory;

    private Path raw;
    private Path qcow2;
    private List<Extent> data = List.of();
    private QemuImg qemuImg;

    @BeforeEach
    void makeImages() throws IOException {
        raw = directory.resolve("disk.raw");
        qcow2 = directory.resolve("disk.qcow2");
        data = Disk.scattered(raw, 48 * MIB, 4711);
        qemuImg = QemuImg.installed();
        qemuImg.convert(Image.file(raw, "raw"), Image.file(qcow2, "qcow2"), Map.of());
    }

    @Test
    void tellsWhatTheExportIs() throws NbdException {
        try (QemuNbd server = QemuNbd.start(Served.reading(qcow2, "qcow2", "vda"));
                Export export = Export.open(server.uri())) {
            assertThat(export.size()).isEqualTo(48 * MIB);
            assertThat(export.flags().readOnly()).isTrue();
            assertThat(export.flags().canFlush()).isTrue();
            assertThat(export.flags().canTrim()).isFalse();
            assertThat(export.blockSizes().maximum()).isEqualTo(32 * MIB);
        }
    }

    @Test
    void listsExportsAndContexts() throws NbdException {
        try (QemuNbd server = QemuNbd.start(Served.reading(qcow2, "qcow2", "vda"))) {
            assertThat(Exports.list(server.uri())).containsExactly(new Exports.Listed("vda", ""));
            assertThat(Exports.info(server.uri()).size()).isEqualTo(48 * MIB);
            assertThat(Exports.contexts(server.uri())).contains(BlockStatus.ALLOCATION);
        }
    }

    @Test
    void saysThatAnExportIsUnknown() throws NbdException {
        try (QemuNbd server = QemuNbd.start(Served.reading(qcow2, "qcow2", "vda"))) {
            NbdUri other = new NbdUri(
                    server.uri().address(),
                    "vdb",
                    false,
                    server.uri().tlsCertificates(),
                    server.uri().tlsHostname());

            assertThatExceptionOfType(NbdException.class)
                    .isThrownBy(() -> Export.open(other))
                    .withMessageContaining("no export 'vdb'")
                    .withMessageContaining("export 'vdb' not present");
        }
    }

    @Test
    void findsTheDataThatWasWritten() throws NbdException {
        try (QemuNbd server = QemuNbd.start(Served.reading(qcow2, "qcow2", "vda"));
                Export export = Export.open(server.uri(), BlockStatus.ALLOCATION)) {
            List<Extent> extents = BlockStatus.of(export).extents(BlockStatus.ALLOCATION);

            assertThat(extents.stream().filter(extent -> extent.state() == State.DATA))
                    .containsExactlyElementsOf(data);
            assertThat(extents.stream().mapToLong(Extent::length).sum()).isEqualTo(48 * MIB);
        }
    }

    @Test
    void readsEveryByteThroughAPipeline() throws IOException {
        Path copy = directory.resolve("copy.raw");

        try (QemuNbd server = QemuNbd.start(Served.reading(qcow2, "qcow2", "vda"));
                Export export = Export.open(server.uri());
                FileChannel file = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var all = List.of(new Extent(0, export.size(), State.DATA));
            new PipelinedReader(export, 100_000, 16, 0).read(all, new ToFile(file));
        }

        try (FileChannel file = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(1), 48 * MIB - 1);
        }
        assertThat(Files.mismatch(raw, copy)).isEqualTo(-1);
    }

    @Test
    void readsAHoleAsZeros() throws IOException {
        Extent first = data.get(0);

        try (QemuNbd server = QemuNbd.start(Served.reading(qcow2, "qcow2", "vda"));
                Export export = Export.open(server.uri())) {
            ByteBuffer bytes = ByteBuffer.allocate(1024);
            for (int i = 0; i < 1024; i++) {
                bytes.put(i, (byte) 7);
            }
            export.read(first.end() - 512, bytes);

            byte[] due = Files.readAllBytes(raw);
            assertThat(bytes.array())
                    .isEqualTo(Arrays.copyOfRange(due, (int) first.end() - 512, (int) first.end() + 512));
        }
    }

    @Test
    void reportsAReadBeyondTheEndAndGoesOn() throws NbdException {
        try (QemuNbd server = QemuNbd.start(Served.reading(qcow2, "qcow2", "vda"));
                Export export = Export.open(server.uri())) {
            assertThatExceptionOfType(NbdException.class)
                    .isThrownBy(() -> export.read(48 * MIB, ByteBuffer.allocate(512)))
                    .withMessageContaining("EINVAL")
                    .withMessageContaining("operation past EOF");

            ByteBuffer bytes = ByteBuffer.allocate(512);
            export.read(0, bytes);
            assertThat(bytes.hasRemaining()).isFalse();
        }
    }

    @Test
    void tellsWhatABitmapHasRecorded() throws Exception {
        run("qemu-img", "bitmap", "--add", qcow2.toString(), "virtnbdbackup.0");
        run("qemu-io", "-f", "qcow2", "-c", "write -P 1 1M 64k", "-c", "write -z 5M 128k", qcow2.toString());

        try (QemuNbd server =
                        QemuNbd.start(Served.reading(qcow2, "qcow2", "vda").withBitmap("virtnbdbackup.0"));
                Export export =
                        Export.open(server.uri(), BlockStatus.ALLOCATION, BlockStatus.dirtyBitmap("virtnbdbackup.0"))) {
            BlockStatus status = BlockStatus.of(export);

            assertThat(status.extents(BlockStatus.dirtyBitmap("virtnbdbackup.0")))
                    .containsExactly(new Extent(MIB, 65_536, State.DIRTY), new Extent(5 * MIB, 131_072, State.DIRTY));
        }
    }

    @Test
    void refusesABitmapThatIsNotThere() throws NbdException {
        try (QemuNbd server = QemuNbd.start(Served.reading(qcow2, "qcow2", "vda"))) {
            assertThatExceptionOfType(NbdException.class)
                    .isThrownBy(() -> Export.open(server.uri(), BlockStatus.dirtyBitmap("gone")))
                    .withMessageContaining("no qemu:dirty-bitmap:gone from");
        }
    }

    @Test
    void writesThroughAPipeline() throws IOException {
        Path target = directory.resolve("target.qcow2");
        qemuImg.create(Image.file(target, "qcow2"), 48 * MIB, Map.of());

        try (QemuNbd server = QemuNbd.start(Served.writing(target, "qcow2", "vda"))) {
            try (Export export = Export.open(server.uri());
                    FileChannel file = FileChannel.open(raw, StandardOpenOption.READ)) {
                var writer = new PipelinedWriter(export);
                writer.write(0, ByteBuffer.wrap(new byte[48 * MIB]), () -> {});
                writer.zeroes(0, 48 * MIB);
                writer.finish();
                for (Extent extent : data) {
                    ByteBuffer bytes = ByteBuffer.allocateDirect((int) extent.length());
                    file.read(bytes, extent.offset());
                    writer.write(extent.offset(), bytes.flip(), () -> {});
                }
                writer.finish();
            }
            server.awaitEnd(Duration.ofSeconds(30));
        }

        assertThat(qemuImg.compare(Image.file(raw, "raw"), Image.file(target, "qcow2")))
                .isTrue();
    }

    @Test
    void refusesToWriteToAReadOnlyExport() throws NbdException {
        try (QemuNbd server = QemuNbd.start(Served.reading(qcow2, "qcow2", "vda"));
                Export export = Export.open(server.uri())) {
            assertThatExceptionOfType(NbdException.class)
                    .isThrownBy(() -> new PipelinedWriter(export))
                    .withMessageContaining("the export is read-only");
        }
    }

    @Test
    void saysThatTheServerIsGone() throws NbdException {
        try (QemuNbd server = QemuNbd.start(Served.reading(qcow2, "qcow2", "vda"));
                Export export = Export.open(server.uri())) {
            ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
            awaitTheEndOf(server);

            assertThatExceptionOfType(NbdException.class)
                    .isThrownBy(() -> export.read(0, ByteBuffer.allocate(512)))
                    .withMessageContaining("connection to nbd+unix:///vda?socket=");
            assertThatExceptionOfType(NbdException.class)
                    .isThrownBy(() -> export.read(0, ByteBuffer.allocate(512)))
                    .withMessageContaining("is closed since an earlier failure");
        }
    }

    private static void awaitTheEndOf(QemuNbd server) {
        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> server.awaitEnd(Duration.ofSeconds(30)))
                .withMessageContaining("qemu-nbd failed with exit 137");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** Data to its offset; holes stay holes. */
    record ToFile(FileChannel file) implements PipelinedReader.Placement {
        @Override
        public void data(PipelinedReader.Chunk chunk) throws IOException {
            long at = chunk.offset();
            while (chunk.bytes().hasRemaining()) {
                at += file.write(chunk.bytes(), at);
            }
            chunk.release();
        }

        @Override
        public void hole(long offset, long length) {
            // A file that was just made has holes already.
        }
    }
}
