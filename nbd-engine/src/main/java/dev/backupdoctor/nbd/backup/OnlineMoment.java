package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.client.NbdUri;
import dev.backupdoctor.nbd.libvirt.BackupJob;
import dev.backupdoctor.nbd.libvirt.BackupXml;
import dev.backupdoctor.nbd.libvirt.BackupXml.Scratch;
import dev.backupdoctor.nbd.libvirt.Domain;
import dev.backupdoctor.nbd.libvirt.LibvirtException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** The disks of a running domain, served by qemu itself in a pull backup job. */
final class OnlineMoment implements Moment {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Hypervisor hypervisor;
    private final Place place;
    private final Path scratch;
    private final BackupLog log;

    /** Whether it is not this job that the guest is held by. */
    private final boolean heldBefore;

    private OnlineMoment(Hypervisor hypervisor, Place place, Path scratch, boolean heldBefore, BackupLog log) {
        this.hypervisor = hypervisor;
        this.place = place;
        this.scratch = scratch;
        this.heldBefore = heldBefore;
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
        Place place = place(hypervisor, asked, log);
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
        var backup = new BackupXml(place.server(), scratch, point.parent());
        Optional<String> checkpoint = point.madeCheckpoint()
                ? Optional.of(BackupXml.checkpoint(point.checkpoint(), point.parent(), withBitmap))
                : Optional.empty();
        Domain domain = hypervisor.domain();
        boolean heldBefore = domain.isHeldByError();
        log.info("job", "Starting backup job.");
        try (GuestRest rest = GuestRest.bring(domain, asked.quiesce(), log)) {
            log.line(BackupLog.Severity.DEBUG, "job", rest.toString());
            BackupJob.begin(domain, backup, checkpoint);
        }
        return new OnlineMoment(hypervisor, place, asked.scratch(), heldBefore, log);
    }

    private static Place place(Hypervisor hypervisor, BackupRequest.Job asked, BackupLog log) throws NbdException {
        if (asked.port().isPresent()) {
            BackupRequest.Port port = asked.port().get();
            String address = port.address().isPresent()
                    ? port.address().get()
                    : hypervisor.connection().hostname();
            log.info("job", "Remote NBD Endpoint host: [" + address + "] port: [" + port.number() + "]");
            return new Place.Tcp(address, port.number(), port.certificates());
        }
        Path socket = asked.socket()
                .orElse(BackupRequest.Job.VAR_TMP.resolve(
                        "virtnbdbackup." + ProcessHandle.current().pid()));
        log.info("job", "Local NBD Endpoint socket: [" + socket + "]");
        return new Place.Socket(socket);
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
        return place.export(disk.target());
    }

    @Override
    public String bitmap(DiskSelection.Chosen disk) {
        return "backup-" + disk.target();
    }

    /** libvirt may need a moment to see what a connection to qemu felt at once. */
    @Override
    public NbdException explained(NbdException failure) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUp && !Thread.currentThread().isInterrupted()) {
            try {
                Domain domain = hypervisor.domain();
                if (!domain.isActive()) {
                    return because("domain " + domain.name() + " ended while it was being saved", failure);
                }
                if (!domain.jobStats().isBackup()) {
                    return because(
                            "the backup job of " + domain.name() + " ended while its disks were being saved: somebody"
                                    + " aborted it, or qemu gave it up",
                            failure);
                }
            } catch (NbdException e) {
                log.line(BackupLog.Severity.DEBUG, "job", "no reason to be had: " + e.getMessage());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return failure;
    }

    private static NbdException because(String reason, NbdException failure) {
        return new NbdException(reason + ": " + failure.getMessage(), failure);
    }

    /**
     * When scratch files have no room, it is not the backup that fails: qemu refuses what the guest writes, and holds
     * it.
     */
    @Override
    public void check() throws NbdException {
        boolean held;
        try {
            held = hypervisor.domain().isHeldByError();
        } catch (LibvirtException e) {
            // The daemon may be restarting; disks are read from qemu.
            log.line(BackupLog.Severity.DEBUG, "job", "no state to be had: " + e.getMessage());
            return;
        }
        if (held && !heldBefore) {
            String name = hypervisor.domain().name();
            throw new NbdException("guest " + name + " is held since a disk could not be written: the scratch files in "
                    + scratch + " have no room for what it overwrites; make room or name another --scratchdir, and let"
                    + " it go on with 'virsh resume " + name + "'");
        }
    }

    @Override
    public void close() throws IOException {
        hypervisor.retrying(() -> BackupJob.end(hypervisor.domain()));
        place.clear(log);
    }
}
