package dev.backupdoctor.nbd.backup;

import static dev.backupdoctor.nbd.backup.Scene.KIB;
import static dev.backupdoctor.nbd.backup.Scene.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.client.Certificates;
import dev.backupdoctor.nbd.client.Export;
import dev.backupdoctor.nbd.testing.LibvirtBench;
import dev.backupdoctor.nbd.testing.RequiresLibvirt;
import dev.backupdoctor.nbd.testing.TestDomain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Domains of another host: libvirt and qemu are reached over TCP, on loopback. */
@RequiresLibvirt
@RequiresTool({"openssl", "virtnbdrestore"})
class RemoteIT {

    @RegisterExtension
    static final LibvirtBench bench = listening();

    private TestDomain domain;
    private Scene scene;
    private int port;

    private static LibvirtBench listening() {
        try {
            return LibvirtBench.listening();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void startDomain() throws IOException, InterruptedException {
        domain = bench.domain().disk("vda", 8 * MIB).disk("vdb", MIB).start().writeRandom("vda", 1, 0, 4 * MIB);
        scene = Scene.of(bench, domain);
        port = LibvirtBench.freePort();
    }

    @AfterEach
    void endDomain() throws IOException, InterruptedException {
        domain.undefine();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void savesADomainOfAnotherHost(boolean tls) throws IOException, InterruptedException {
        Optional<Path> certificates = tls ? Optional.of(certificates()) : Optional.empty();

        backup(Level.FULL, certificates);
        domain.writeRandom("vda", 2, MIB, MIB).zero("vda", 3 * MIB, 64 * KIB);
        backup(Level.INC, certificates);

        assertThat(scene.log().text())
                .contains("INFO Connecting remote system: [")
                .contains("INFO Remote NBD Endpoint host: [127.0.0.1] port: [" + port + "]")
                .contains("INFO Options of images are not saved");
        scene.assertRestores("vda", "vdb");
    }

    @Test
    void refusesAServerWithoutTls() throws IOException, InterruptedException {
        backup(Level.FULL, Optional.empty());
        var plain = new BackupRequest.Port(Optional.of("127.0.0.1"), port, Optional.empty());
        Backup.startJob(
                BackupRequest.of(bench.uri(), domain.name(), Level.COPY, scene.set())
                        .with(BackupRequest.Job.DEFAULT.on(plain)),
                scene.log());

        var place = new Place.Tcp("127.0.0.1", port, Optional.of(certificates()));
        assertThatThrownBy(() -> Export.open(place.export("vda")))
                .isInstanceOf(NbdException.class)
                .hasMessageContaining("the server's policy forbids it");
        Backup.endJob(bench.uri(), domain.name());
    }

    @Test
    void domainThatIsOffIsRefusedBecauseItsImagesAreNotAtHand() throws IOException, InterruptedException {
        domain.destroy();

        assertThatThrownBy(() -> backup(Level.COPY, Optional.empty()))
                .hasMessageContaining("it is off, and its images lie on")
                .hasMessageContaining("--start-domain");
    }

    private void backup(Level level, Optional<Path> certificates) throws IOException {
        var request = BackupRequest.of(bench.remoteUri(), domain.name(), level, scene.set());
        var server = new BackupRequest.Port(Optional.of("127.0.0.1"), port, certificates);
        Backup.run(request.with(BackupRequest.Job.DEFAULT.on(server)), scene.log());
    }

    private static Path certificates() throws IOException, InterruptedException {
        Path made = Certificates.make(bench.certificates(), "127.0.0.1");
        bench.giveToDaemon(made);
        return made;
    }
}
