package dev.backupdoctor.cli;

import dev.backupdoctor.nbd.backup.BackupRequest;
import dev.backupdoctor.nbd.libvirt.Connection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the hypervisor is reached; letters and names are those of the originals. */
final class NbdConnectionOptions {
    private static final Path CERTIFICATES = Path.of("/etc/pki/qemu");

    @Option(
            names = {"-U", "--uri"},
            paramLabel = "URI",
            description = "Hypervisor, e.g. qemu+ssh://root@host/system (default: qemu:///system for root, else"
                    + " qemu:///session).")
    private @Nullable String uri;

    @Option(
            names = {"-P", "--nbd-port"},
            paramLabel = "PORT",
            defaultValue = "10809",
            description = "Port of another host that its qemu serves on, one for each run (default: ${DEFAULT-VALUE}).")
    private int nbdPort;

    @Option(
            names = {"-I", "--nbd-ip"},
            paramLabel = "ADDRESS",
            description = "Address of another host that its qemu serves on (default: its name).")
    private @Nullable String nbdIp;

    @Option(names = "--tls", description = "Have the qemu of another host encrypt, and show and ask for certificates.")
    private boolean tls;

    @Option(
            names = "--tls-cert",
            paramLabel = "DIR",
            description = "Directory of ca-cert.pem, client-cert.pem and client-key.pem (default: /etc/pki/qemu).")
    private @Nullable Path tlsCert;

    @Option(names = "--user", hidden = true)
    private @Nullable String user;

    @Option(names = "--password", hidden = true)
    private @Nullable String password;

    @Option(names = "--ssh-user", hidden = true)
    private @Nullable String sshUser;

    @Option(names = "--ssh-port", hidden = true)
    private @Nullable String sshPort;

    @Option(names = "--ssh-private-key", hidden = true)
    private @Nullable String sshPrivateKey;

    /** The URI. */
    String uri() throws UsageError {
        if (user != null || password != null) {
            throw new UsageError("--user and --password are not supported: everybody on this host can read a command"
                    + " line; put them into a file and name it with --uri 'qemu+tcp://host/system?authfile=FILE',"
                    + " see https://libvirt.org/auth.html");
        }
        return Optional.ofNullable(uri).orElseGet(Connection::defaultUri);
    }

    /** The URI of a command that writes images, which it can on this host only. */
    String uriOfThisHost() throws UsageError {
        String asked = uri();
        if (Connection.isRemote(asked) || isRemoteAskedFor()) {
            throw new UsageError("restoring on another host is not supported: images are written on this one; run"
                    + " backup-doctor there, without --ssh-*, --nbd-*, --tls and a --uri of another host");
        }
        return asked;
    }

    private boolean isRemoteAskedFor() {
        return tls || Stream.of(sshUser, sshPort, sshPrivateKey, nbdIp, tlsCert).anyMatch(value -> value != null);
    }

    /** Where disks are served; on a unix socket when empty. */
    Optional<BackupRequest.Port> port() throws UsageError {
        if (!Connection.isRemote(uri())) {
            return Optional.empty();
        }
        Path certificates = Optional.ofNullable(tlsCert).orElse(CERTIFICATES);
        return Optional.of(new BackupRequest.Port(
                Optional.ofNullable(nbdIp), nbdPort, tls ? Optional.of(certificates) : Optional.empty()));
    }

    /** Options that were given and do nothing here, with the reason. */
    List<String> withoutEffect() throws UsageError {
        List<String> reasons = new ArrayList<>();
        if (Stream.of(sshUser, sshPort, sshPrivateKey).anyMatch(value -> value != null)) {
            reasons.add("--ssh-user, --ssh-port and --ssh-private-key have no effect: no files are copied over SSH;"
                    + " libvirt takes user, port and key from --uri 'qemu+ssh://USER@HOST:PORT/system?keyfile=KEY'");
        }
        if (port().isEmpty() && (tls || nbdIp != null || tlsCert != null)) {
            reasons.add("--tls, --tls-cert and --nbd-ip have no effect: disks of this host are read through a socket"
                    + " that only root and qemu can open");
        }
        return reasons;
    }
}
