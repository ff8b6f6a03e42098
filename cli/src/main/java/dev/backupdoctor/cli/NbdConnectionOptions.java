package dev.backupdoctor.cli;

import dev.backupdoctor.nbd.libvirt.Connection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the hypervisor is reached; with the options of the original that this version cannot fulfil. */
final class NbdConnectionOptions {

    @Option(
            names = {"-U", "--uri"},
            paramLabel = "URI",
            description = "Hypervisor (default: qemu:///system for root, else qemu:///session).")
    private @Nullable String uri;

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

    @Option(
            names = {"-P", "--nbd-port"},
            hidden = true)
    private @Nullable String nbdPort;

    @Option(
            names = {"-I", "--nbd-ip"},
            hidden = true)
    private @Nullable String nbdIp;

    @Option(names = "--tls", hidden = true)
    private boolean tls;

    @Option(names = "--tls-cert", hidden = true)
    private @Nullable String tlsCert;

    /** The URI. */
    String uri() throws UsageError {
        if (tls
                || Stream.of(user, password, sshUser, sshPort, sshPrivateKey, nbdPort, nbdIp, tlsCert)
                        .anyMatch(value -> value != null)) {
            throw new UsageError("backups of other hosts are not supported yet; run backup-doctor on the hypervisor"
                    + " itself, without --user, --password, --ssh-*, --nbd-* and --tls");
        }
        String asked = Optional.ofNullable(uri).orElseGet(Connection::defaultUri);
        for (String remote : List.of("+ssh:", "+libssh:", "+libssh2:", "+tls:", "+tcp:")) {
            if (asked.contains(remote)) {
                throw new UsageError("backups of other hosts are not supported yet; run backup-doctor on " + asked);
            }
        }
        return asked;
    }
}
