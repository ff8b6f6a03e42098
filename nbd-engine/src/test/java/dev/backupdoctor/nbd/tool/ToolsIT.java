package dev.backupdoctor.nbd.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.client.NbdUri;
import dev.backupdoctor.nbd.tool.QemuImg.Image;
import dev.backupdoctor.nbd.tool.QemuNbd.Served;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresTool({"qemu-img", "qemu-nbd"})
class ToolsIT {
    @TempDir
    private Path directory;

    @Test
    void makesImagesWithTheirOptions() throws NbdException {
        Image image = Image.file(directory.resolve("a, b.qcow2"), "qcow2");
        Map<String, String> options = new LinkedHashMap<>();
        options.put("cluster_size", "131072");
        options.put("lazy_refcounts", "on");

        QemuImg.installed().create(image, 1 << 20, options);

        assertThat(QemuImg.installed().info(image))
                .contains("\"virtual-size\": 1048576", "\"cluster-size\": 131072", "\"lazy-refcounts\": true");
    }

    @Test
    void tellsImagesApart() throws Exception {
        Path first = Files.write(directory.resolve("first"), new byte[4096]);
        Path second = Files.write(directory.resolve("second"), new byte[8192]);
        Path third = Files.write(directory.resolve("third"), new byte[] {1});

        QemuImg qemuImg = QemuImg.installed();
        assertThat(qemuImg.compare(Image.file(first, "raw"), Image.file(second, "raw")))
                .isTrue();
        assertThat(qemuImg.compare(Image.file(first, "raw"), Image.file(third, "raw")))
                .isFalse();
    }

    @Test
    void saysInTheToolsWordsWhatFailed() {
        Image none = Image.file(directory.resolve("none"), "raw");

        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> QemuImg.installed().info(none))
                .withMessageStartingWith("qemu-img info ")
                .withMessageContaining("failed with exit 1")
                .withMessageContaining("No such file or directory");
    }

    @Test
    void refusesValuesThatCouldBeOptions() {
        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> QemuImg.installed().info(new Image("--help", "raw")))
                .withMessage("image --help refused: it begins with - and could be read as an option");
        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> QemuImg.installed().info(new Image("/x", "-x")))
                .withMessageContaining("format -x refused");
        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> QemuNbd.start(Served.reading(directory.resolve("x"), "raw", "--fork"))
                        .close())
                .withMessageContaining("export --fork refused");
    }

    @Test
    void saysThatAToolIsMissing() {
        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> Tool.find("no-such-program"))
                .withMessageStartingWith("cannot run no-such-program");
    }

    @Test
    void saysWhyAServerDoesNotStart() {
        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> QemuNbd.start(Served.reading(directory.resolve("none"), "raw", "vda"))
                        .close())
                .withMessageContaining("qemu-nbd cannot serve " + directory.resolve("none"))
                .withMessageContaining("No such file or directory");
    }

    @Test
    void endsTheServerAndItsSocket() throws Exception {
        Path image = Files.write(directory.resolve("image"), new byte[4096]);
        QemuNbd server = QemuNbd.start(Served.reading(image, "raw", "vda"));
        Path socket = ((NbdUri.Unix) server.uri().address()).socket();
        assertThat(ProcessHandle.of(server.pid())).isPresent();

        server.close();

        assertThat(ProcessHandle.of(server.pid()).filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(socket.getParent()).doesNotExist();
    }
}
