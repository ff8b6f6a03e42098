package dev.backupdoctor.nbd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import dev.backupdoctor.nbd.NbdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against a qemu-nbd that demands certificates of both sides. */
@RequiresTool({"qemu-nbd", "openssl"})
class TlsIT {
    private static final int SIZE = 8 << 20;

    @TempDir
    private Path directory;

    private Path raw;
    private final List<Process> running = new ArrayList<>();

    @BeforeEach
    void makeImage() throws IOException {
        raw = directory.resolve("disk.raw");
        Disk.scattered(raw, SIZE, 5);
    }

    @AfterEach
    void endServer() throws InterruptedException {
        for (Process process : running) {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void readsEveryByte() throws Exception {
        Path certificates = Certificates.make(directory.resolve("pki"), "localhost");
        serve(certificates);

        assertThat(copyIsEqual(uri(certificates, ""))).isTrue();
    }

    @Test
    void takesKeysOfEllipticCurves() throws Exception {
        Path certificates = Certificates.make(
                directory.resolve("pki"), "localhost", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1");
        serve(certificates);

        assertThat(copyIsEqual(uri(certificates, ""))).isTrue();
    }

    @Test
    void takesKeysAsCerttoolWritesThem() throws Exception {
        Path certificates = Certificates.make(directory.resolve("pki"), "localhost");
        Certificates.useOldKeyFormat(certificates);
        serve(certificates);

        assertThat(copyIsEqual(uri(certificates, ""))).isTrue();
    }

    @Test
    void refusesAServerOfAnotherName() throws Exception {
        Path certificates = Certificates.make(directory.resolve("pki"), "elsewhere.example");
        serve(certificates);

        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> Export.open(uri(certificates, "")))
                .withMessageContaining("no TLS with nbds+unix:///vda")
                .withMessageContaining("is localhost the name in the server's?");
        assertThat(copyIsEqual(uri(certificates, "&tls-hostname=elsewhere.example")))
                .isTrue();
    }

    @Test
    void refusesAServerOfAnotherAuthority() throws Exception {
        serve(Certificates.make(directory.resolve("pki"), "localhost"));
        Path others = Certificates.make(directory.resolve("others"), "localhost");

        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> Export.open(uri(others, "")))
                .withMessageContaining("do the certificates of both sides come from one authority");
    }

    @Test
    void saysWhichCertificateIsMissing() throws Exception {
        Path certificates = Certificates.make(directory.resolve("pki"), "localhost");
        serve(certificates);

        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> Export.open(uri(directory, "")))
                .withMessageContaining("no TLS certificates from " + directory)
                .withMessageContaining("ca-cert.pem");
    }

    @Test
    void isToldThatPlainConnectionsAreRefused() throws Exception {
        serve(Certificates.make(directory.resolve("pki"), "localhost"));

        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> Export.open(NbdUri.unix(socket(), "vda")))
                .withMessageContaining("the server demands TLS; use nbds://");
    }

    @Test
    void refusesAServerThatHasNoTls() throws Exception {
        start("qemu-nbd", "-r", "-f", "raw", "-x", "vda", "-t", "-k", socket().toString(), raw.toString());
        Path certificates = Certificates.make(directory.resolve("pki"), "localhost");

        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> Export.open(uri(certificates, "")))
                .withMessageContaining("the server's policy forbids it (TLS not configured)");
    }

    private boolean copyIsEqual(NbdUri uri) throws IOException {
        Path copy = directory.resolve("copy.raw");
        try (Export export = Export.open(uri, BlockStatus.ALLOCATION);
                FileChannel file = FileChannel.open(copy, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            List<Extent> all = List.of(new Extent(0, SIZE, State.DATA));
            new PipelinedReader(export).read(all, new ExportIT.ToFile(file));
        }
        try (FileChannel file = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            if (file.size() < SIZE) {
                file.write(ByteBuffer.allocate(1), SIZE - 1);
            }
        }
        return Files.mismatch(raw, copy) == -1;
    }

    private NbdUri uri(Path certificates, String more) {
        return NbdUri.parse("nbds+unix:///vda?socket=" + socket() + "&tls-certificates=" + certificates + more);
    }

    private Path socket() {
        return directory.resolve("s");
    }

    private void serve(Path certificates) throws Exception {
        start(
                "qemu-nbd",
                "--object",
                "tls-creds-x509,id=tls0,endpoint=server,verify-peer=yes,dir=" + certificates,
                "--tls-creds",
                "tls0",
                "-r",
                "-f",
                "raw",
                "-x",
                "vda",
                "-t",
                "-k",
                socket().toString(),
                raw.toString());
    }

    /** Starts a server and waits until it says, by its pid file, that it listens. */
    private void start(String... command) throws Exception {
        Path pidFile = directory.resolve("pid");
        List<String> all = new ArrayList<>(List.of(command));
        all.add(1, "--pid-file=" + pidFile);
        Path words = directory.resolve("words");
        Process process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(words.toFile())
                .start();
        running.add(process);
        while (!Files.exists(pidFile)) {
            assertThat(process.waitFor(10, TimeUnit.MILLISECONDS))
                    .as(Files.readString(words))
                    .isFalse();
        }
    }
}
