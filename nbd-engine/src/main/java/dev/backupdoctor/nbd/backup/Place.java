package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.client.NbdUri;
import dev.backupdoctor.nbd.libvirt.BackupXml.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where qemu serves the disks of a job: as libvirt is told, and as we connect. */
sealed interface Place {

    Server server();

    NbdUri export(String disk);

    /** Removes what qemu leaves behind. */
    default void clear(BackupLog log) {}

    /** A unix socket of this host. */
    record Socket(Path path) implements Place {
        @Override
        public Server server() {
            return new Server.Unix(path.toString());
        }

        @Override
        public NbdUri export(String disk) {
            return NbdUri.unix(path, disk);
        }

        @Override
        public void clear(BackupLog log) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                log.line(BackupLog.Severity.DEBUG, "job", "socket " + path + " was left behind: " + e);
            }
        }
    }

    /** A port of any host. */
    record Tcp(String address, int port, Optional<Path> certificates) implements Place {
        @Override
        public Server server() {
            return new Server.Tcp(address, port, certificates.isPresent());
        }

        @Override
        public NbdUri export(String disk) {
            return new NbdUri(
                    new NbdUri.Tcp(address, port), disk, certificates.isPresent(), certificates, Optional.empty());
        }
    }
}
