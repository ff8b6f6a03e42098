package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.client.NbdUri;
import dev.backupdoctor.nbd.tool.QemuNbd;
import dev.backupdoctor.nbd.tool.QemuNbd.Served;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The images of a domain that is off, each served by a program of its own; nothing writes to them. */
final class OfflineMoment implements Moment {
    private final Map<String, QemuNbd> servers = new LinkedHashMap<>();
    private final Optional<String> since;

    private OfflineMoment(Optional<String> since) {
        this.since = since;
    }

    /**
     * Serves images.
     *
     * @param since checkpoint whose bitmaps are served too
     * @throws NbdException when an image cannot be opened or has no such bitmap
     */
    static OfflineMoment begin(List<DiskSelection.Chosen> disks, Optional<String> since, BackupLog log)
            throws NbdException {
        var moment = new OfflineMoment(since);
        boolean complete = false;
        try {
            for (DiskSelection.Chosen disk : disks) {
                log.info("offline", "Offline backup, starting local NBD server for [" + disk.image() + "].");
                Served image = Served.reading(disk.image(), disk.format(), disk.target());
                moment.servers.put(
                        disk.target(),
                        QemuNbd.start(since.map(image::withBitmap).orElse(image)));
            }
            complete = true;
            return moment;
        } finally {
            if (!complete) {
                moment.close();
            }
        }
    }

    @Override
    public NbdUri uri(DiskSelection.Chosen disk) {
        QemuNbd server = servers.get(disk.target());
        if (server == null) {
            throw new IllegalArgumentException("disk " + disk.target() + " is not served");
        }
        return server.uri();
    }

    @Override
    public String bitmap(DiskSelection.Chosen disk) {
        return since.orElseThrow();
    }

    @Override
    public void close() {
        servers.values().forEach(QemuNbd::close);
    }
}
