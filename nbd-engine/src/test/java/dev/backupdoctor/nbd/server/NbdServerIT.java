package dev.backupdoctor.nbd.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import dev.backupdoctor.nbd.client.BlockStatus;
import dev.backupdoctor.nbd.client.Disk;
import dev.backupdoctor.nbd.client.Export;
import dev.backupdoctor.nbd.client.Exports;
import dev.backupdoctor.nbd.client.NbdUri;
import dev.backupdoctor.nbd.tool.QemuImg;
import dev.backupdoctor.nbd.tool.QemuImg.Image;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server against the clients of libnbd and qemu, and our own. */
@RequiresTool({"qemu-img", "qemu-io", "nbdinfo", "nbdcopy"})
class NbdServerIT {
    private static final int SIZE = 24 << 20;

    @TempDir
    private Path directory;

    private Path raw;
    private List<Extent> data = List.of();
    private FileSource source;
    private NbdServer server;
    private NbdUri uri;

    @BeforeEach
    void serve() throws IOException {
        raw = directory.resolve("disk.raw");
        data = Disk.scattered(raw, SIZE, 11);
        source = new FileSource(FileChannel.open(raw), SIZE, data);
        server = NbdServer.listen(directory.resolve("nbd.sock"), Map.of("vda", source));
        uri = server.uri("vda");
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        source.file().close();
    }

    @Test
    void tellsNbdinfoWhatItServes() throws Exception {
        assertThat(run("nbdinfo", "--size", uri.toString()).strip()).isEqualTo(Integer.toString(SIZE));
        assertThat(run("nbdinfo", uri.toString())).contains("is_read_only: true", "base:allocation");
        assertThat(run("nbdinfo", "--list", uri.toString())).contains("export=\"vda\":");
        assertThat(run("nbdinfo", "--map", uri.toString()).lines().filter(line -> line.endsWith("data")))
                .hasSameSizeAs(data);
    }

    @Test
    void givesEveryByteToNbdcopy() throws Exception {
        Path copy = directory.resolve("copy.raw");

        run("nbdcopy", uri.toString(), copy.toString());

        assertThat(Files.mismatch(raw, copy)).isEqualTo(-1);
    }

    @Test
    void givesEveryByteToQemu() throws Exception {
        Path copy = directory.resolve("copy.qcow2");
        QemuImg qemuImg = QemuImg.installed();

        qemuImg.convert(new Image(uri.toString(), "raw"), Image.file(copy, "qcow2"), Map.of());

        assertThat(qemuImg.compare(Image.file(raw, "raw"), Image.file(copy, "qcow2")))
                .isTrue();
        assertThat(qemuImg.compare(Image.file(raw, "raw"), new Image(uri.toString(), "raw")))
                .isTrue();
    }

    @Test
    void letsQemuWriteIntoAnOverlay() throws Exception {
        Path overlay = directory.resolve("overlay.qcow2");
        run("qemu-img", "create", "-q", "-f", "qcow2", "-b", uri.toString(), "-F", "raw", overlay.toString());

        run("qemu-io", "-f", "qcow2", "-c", "write -P 5 0 64k", overlay.toString());

        String read = run("qemu-io", "-f", "qcow2", "-c", "read -P 5 0 64k", overlay.toString());
        assertThat(read).doesNotContain("Pattern verification failed");
    }

    @Test
    void servesOurOwnClientOverTcp() throws Exception {
        try (NbdServer tcp = NbdServer.listen(InetAddress.getLoopbackAddress(), 0, Map.of("vda", source));
                Export export = Export.open(tcp.uri("vda"), BlockStatus.ALLOCATION)) {
            List<Extent> extents = BlockStatus.of(export).extents(BlockStatus.ALLOCATION);

            assertThat(extents.stream().filter(extent -> extent.state() == State.DATA))
                    .containsExactlyElementsOf(data);
            assertThat(Exports.list(tcp.uri("vda"))).containsExactly(new Exports.Listed("vda", ""));
        }
    }

    @Test
    void reportsAByteThatCannotBeReadToBothSides() throws Exception {
        BlockSource broken = new BlockSource() {
            @Override
            public long size() {
                return SIZE;
            }

            @Override
            public List<Extent> extents(long offset, long length) {
                return List.of(new Extent(offset, length, State.DATA));
            }

            @Override
            public void read(long offset, ByteBuffer into) throws IOException {
                throw new IOException("frame at 4711 is damaged");
            }
        };

        try (NbdServer damaged = NbdServer.listen(directory.resolve("damaged.sock"), Map.of("vda", broken))) {
            Process copy = new ProcessBuilder(
                            "nbdcopy",
                            damaged.uri("vda").toString(),
                            directory.resolve("x").toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(copy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(copy.waitFor()).isNotZero();
            assertThat(said).contains("Input/output error");
            assertThat(damaged.firstFailure())
                    .get()
                    .extracting(Throwable::getMessage)
                    .isEqualTo("frame at 4711 is damaged");
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + ": " + said)
                .isZero();
        return said;
    }

    /** A raw image whose extents are known. */
    private record FileSource(FileChannel file, long size, List<Extent> data) implements BlockSource {
        @Override
        public List<Extent> extents(long offset, long length) {
            List<Extent> all = new ArrayList<>();
            long at = offset;
            long end = offset + length;
            for (Extent extent : data) {
                if (extent.end() <= at || extent.offset() >= end) {
                    continue;
                }
                if (extent.offset() > at) {
                    all.add(new Extent(at, extent.offset() - at, State.HOLE));
                    at = extent.offset();
                }
                long until = Math.min(extent.end(), end);
                all.add(new Extent(at, until - at, State.DATA));
                at = until;
            }
            if (at < end) {
                all.add(new Extent(at, end - at, State.HOLE));
            }
            return all;
        }

        @Override
        public void read(long offset, ByteBuffer into) throws IOException {
            long at = offset;
            while (into.hasRemaining()) {
                int count = file.read(into, at);
                if (count < 0) {
                    throw new IOException("the image ends at " + at);
                }
                at += count;
            }
        }
    }
}
