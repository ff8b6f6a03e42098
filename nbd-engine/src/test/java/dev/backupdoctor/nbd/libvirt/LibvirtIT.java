package dev.backupdoctor.nbd.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.libvirt.BackupXml.Scratch;
import dev.backupdoctor.nbd.libvirt.BackupXml.Server;
import dev.backupdoctor.nbd.testing.LibvirtBench;
import dev.backupdoctor.nbd.testing.Program;
import dev.backupdoctor.nbd.testing.RequiresLibvirt;
import dev.backupdoctor.nbd.testing.TestDomain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@RequiresLibvirt
class LibvirtIT {
    private static final int MIB = 1024 * 1024;

    @RegisterExtension
    static final LibvirtBench bench = new LibvirtBench();

    private TestDomain machine;
    private Connection connection;
    private Domain domain;

    @BeforeEach
    void startMachine() throws IOException, InterruptedException {
        machine = bench.domain().disk("vda", 4 * MIB).start();
        connection = Connection.open(bench.uri());
        domain = connection.domain(machine.name());
    }

    @AfterEach
    void endMachine() throws IOException, InterruptedException {
        domain.close();
        connection.close();
        machine.undefine();
    }

    @Test
    void tellsStateAndDisks() throws IOException, InterruptedException {
        assertThat(connection.version()).isGreaterThan(7_006_000);
        assertThat(connection.hostname()).isNotEmpty();
        assertThat(domain.state()).isEqualTo(Domain.State.RUNNING);
        assertThat(domain.isPersistent()).isTrue();
        assertThat(domain.isAutostarted()).isFalse();
        assertThat(DomainXml.parse(domain.xml()).disks())
                .containsExactly(new Disk(
                        "vda",
                        "disk",
                        "file",
                        "qcow2",
                        Optional.of(machine.image("vda").toString()),
                        Optional.empty()));

        machine.destroy();

        assertThat(domain.isActive()).isFalse();
        assertThat(domain.state()).isEqualTo(Domain.State.SHUT_OFF);
    }

    @Test
    void listsAllDomains() throws IOException, InterruptedException {
        var second = bench.domain().disk("vda", MIB).define();

        List<Domain> domains = connection.domains();

        assertThat(domains).extracting(Domain::name).containsExactlyInAnyOrder(machine.name(), second.name());
        domains.forEach(Domain::close);
        second.undefine();
    }

    @Test
    void servesTheMomentOfACheckpointAndWhatChangedSince() throws IOException, InterruptedException {
        Path socket = bench.newDirectory("s").resolve("nbd");
        try (BackupJob full = begin(socket, Optional.empty(), "virtnbdbackup.0")) {
            assertThat(domain.backupXml())
                    .hasValueSatisfying(xml -> assertThat(xml).contains("backupmode='full'"));
            assertThat(full.isActive()).isTrue();
            assertThat(domain.jobStats().scratchTotal()).hasValue(4 * MIB);
        }
        machine.write("vda", 0xab, MIB, MIB);

        try (BackupJob incremental = begin(socket, Optional.of("virtnbdbackup.0"), "virtnbdbackup.1")) {
            assertThat(incremental.isActive()).isTrue();
            assertThat(Program.of("nbdinfo", "--map=qemu:dirty-bitmap:backup-vda", "nbd+unix:///vda?socket=" + socket)
                            .run()
                            .ok()
                            .out())
                    .containsPattern("1048576\\s+1048576\\s+1\\s+dirty");
        }

        assertThat(domain.jobStats().active()).isFalse();
        assertThat(domain.backupXml()).isEmpty();
    }

    @Test
    void refusesASecondJobAtOnce() throws IOException, InterruptedException {
        Path socket = bench.newDirectory("s").resolve("nbd");

        try (BackupJob first = begin(socket, Optional.empty(), "virtnbdbackup.0")) {
            assertThatThrownBy(() -> begin(socket.resolveSibling("other"), Optional.empty(), "virtnbdbackup.1"))
                    .hasMessageContaining("a backup job is active");
            assertThat(first.isActive()).isTrue();
        }
    }

    @Test
    void checkpointsKnowTheirParents() throws IOException, InterruptedException {
        Path socket = bench.newDirectory("s").resolve("nbd");
        begin(socket, Optional.empty(), "virtnbdbackup.0").close();
        begin(socket, Optional.of("virtnbdbackup.0"), "virtnbdbackup.1").close();

        List<Checkpoint> checkpoints = domain.checkpoints();

        assertThat(checkpoints).extracting(Checkpoint::name).containsExactly("virtnbdbackup.0", "virtnbdbackup.1");
        assertThat(checkpoints)
                .extracting(Checkpoint::parent)
                .containsExactly(Optional.empty(), Optional.of("virtnbdbackup.0"));
        assertThat(checkpoints.get(0).xmlWithSizes()).contains("size='");
        checkpoints.forEach(Checkpoint::close);
    }

    @Test
    void forgottenCheckpointIsRedefinedUntilItsBitmapIsGone() throws IOException, InterruptedException {
        Path socket = bench.newDirectory("s").resolve("nbd");
        begin(socket, Optional.empty(), "virtnbdbackup.0").close();
        Checkpoint checkpoint = domain.checkpoint("virtnbdbackup.0").orElseThrow();
        String xml = checkpoint.xml();
        checkpoint.forget();
        checkpoint.close();
        assertThat(domain.checkpoint("virtnbdbackup.0")).isEmpty();

        domain.redefine(xml);
        Checkpoint again = domain.checkpoint("virtnbdbackup.0").orElseThrow();
        again.delete();
        again.close();

        assertThatThrownBy(() -> domain.redefine(xml)).isInstanceOfSatisfying(LibvirtException.class, failure -> {
            assertThat(failure.code()).isEqualTo(LibvirtException.CHECKPOINT_INCONSISTENT);
            assertThat(failure.said()).contains("missing or broken bitmap 'virtnbdbackup.0' for disk 'vda'");
        });
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatThrownBy(() -> connection.domain("nope"))
                .isInstanceOfSatisfying(
                        LibvirtException.class,
                        failure -> assertThat(failure.code()).isEqualTo(LibvirtException.NO_DOMAIN))
                .hasMessageContaining("cannot find domain nope")
                .hasMessageContaining("no domain with matching name 'nope'");
        assertThatThrownBy(domain::abortJob).hasMessageContaining("no job is active on the domain");
        assertThatThrownBy(() -> domain.freeze(List.of("/", "/var")))
                .hasMessageContaining("QEMU guest agent is not configured");
        assertThatThrownBy(() -> Connection.open("qemu:///session?socket=/nonexistent/socket"))
                .hasMessageContaining("Failed to connect socket to '/nonexistent/socket'");
    }

    @Test
    void readOnlyConnectionChangesNothing() throws NbdException {
        // The daemon of a session has no socket for reading only; the library refuses in its place.
        try (Connection readOnly = Connection.openReadOnly(bench.uri());
                Domain same = readOnly.domain(machine.name())) {
            assertThat(same.jobStats().active()).isFalse();
            assertThatExceptionOfType(LibvirtException.class)
                    .isThrownBy(same::suspend)
                    .withMessageContaining("read only");
        }
    }

    @Test
    void printsNothingAndNamesAMissingLibrary() throws IOException, InterruptedException {
        var silent = java(List.of(), "qemu:///session?socket=/nonexistent/socket");
        var missing =
                java(List.of("-Djna.platform.library.path=/nonexistent"), "qemu:///session?socket=/nonexistent/socket");

        assertThat(silent.err()).isEmpty();
        assertThat(silent.out()).startsWith("cannot connect to libvirt at ");
        assertThat(missing.out()).startsWith("cannot load libvirt.so.0: ").contains("libvirt0");
    }

    /** Connects in a Java of its own and prints why it cannot. */
    static final class Connect {
        private Connect() {}

        public static void main(String[] arguments) {
            try {
                Connection.open(arguments[0]).close();
            } catch (NbdException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static Program.Ended java(List<String> options, String uri) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(options);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Connect.class.getName(), uri));
        return bench.program(words).run();
    }

    private BackupJob begin(Path socket, Optional<String> since, String checkpoint) throws NbdException {
        String scratch = socket.resolveSibling("scratch").toString();
        var backup = new BackupXml(new Server.Unix(socket.toString()), List.of(new Scratch("vda", scratch)), since);
        return BackupJob.begin(domain, backup, Optional.of(BackupXml.checkpoint(checkpoint, since, List.of("vda"))));
    }
}
