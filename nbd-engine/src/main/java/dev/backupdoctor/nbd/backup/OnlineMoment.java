package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.client.NbdUri;
import dev.backupdoctor.nbd.libvirt.BackupJob;
import dev.backupdoctor.nbd.libvirt.BackupXml;
import dev.backupdoctor.nbd.libvirt.BackupXml.Scratch;
import dev.backupdoctor.nbd.libvirt.BackupXml.Server;
import dev.backupdoctor.nbd.libvirt.Domain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The disks of a running domain, served by qemu itself in a pull backup job. */
final class OnlineMoment implements Moment {
    private final Hypervisor hypervisor;
    private final Path socket;
    private final BackupLog log;

    private OnlineMoment(Hypervisor hypervisor, Path socket, BackupLog log) {
        this.hypervisor = hypervisor;
        this.socket = socket;
        this.log = log;
    }

    /** Begins the job, with the guest at rest if it can be brought to it, and the checkpoint of the point. */
    static OnlineMoment begin(
            Hypervisor hypervisor,
            BackupRequest.Job asked,
            List<DiskSelection.Chosen> disks,
            Point point,
            BackupLog log)
            throws NbdException {
        Path socket = asked.socket()
                .orElse(BackupRequest.Job.VAR_TMP.resolve(
                        "virtnbdbackup." + ProcessHandle.current().pid()));
        log.info("job", "Local NBD Endpoint socket: [" + socket + "]");
        log.info("job", "Temporary scratch file target directory: [" + asked.scratch() + "]");
        String mark = mark();
        List<Scratch> scratch = new ArrayList<>();
        List<String> withBitmap = new ArrayList<>();
        for (DiskSelection.Chosen disk : disks) {
            String file = "backup." + mark + "." + disk.target();
            scratch.add(new Scratch(disk.target(), asked.scratch().resolve(file).toString()));
            if (!disk.raw()) {
                withBitmap.add(disk.target());
            }
        }
        var backup = new BackupXml(new Server.Unix(socket.toString()), scratch, point.parent());
        Optional<String> checkpoint = point.madeCheckpoint()
                ? Optional.of(BackupXml.checkpoint(point.checkpoint(), point.parent(), withBitmap))
                : Optional.empty();
        Domain domain = hypervisor.domain();
        log.info("job", "Starting backup job.");
        try (GuestRest rest = GuestRest.bring(domain, asked.quiesce(), log)) {
            log.line(BackupLog.Severity.DEBUG, "job", rest.toString());
            BackupJob.begin(domain, backup, checkpoint);
        }
        return new OnlineMoment(hypervisor, socket, log);
    }

    /** Five letters, so that scratch files of several runs do not meet. */
    private static String mark() {
        var letters = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            letters.append((char) ('A' + ThreadLocalRandom.current().nextInt(26)));
        }
        return letters.toString();
    }

    @Override
    public NbdUri uri(DiskSelection.Chosen disk) {
        return NbdUri.unix(socket, disk.target());
    }

    @Override
    public String bitmap(DiskSelection.Chosen disk) {
        return "backup-" + disk.target();
    }

    @Override
    public void close() throws IOException {
        hypervisor.retrying(() -> BackupJob.end(hypervisor.domain()));
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            log.line(BackupLog.Severity.DEBUG, "job", "socket " + socket + " was left behind: " + e);
        }
    }
}
