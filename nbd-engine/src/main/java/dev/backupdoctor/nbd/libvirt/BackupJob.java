package dev.backupdoctor.nbd.libvirt;

import dev.backupdoctor.nbd.NbdException;
import java.time.Duration;
import java.util.Optional;

/** A pull backup job: qemu serves the disks of one moment until the job is closed. */
public final class BackupJob implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Domain domain;

    private BackupJob(Domain domain) {
        this.domain = domain;
    }

    /**
     * Begins a job.
     *
     * @param checkpointXml a checkpoint to make at the same moment
     * @throws LibvirtException with {@link LibvirtException#OPERATION_INVALID} when another job holds the domain;
     *     libvirt itself would wait 30 s to say so
     */
    public static BackupJob begin(Domain domain, BackupXml backup, Optional<String> checkpointXml) throws NbdException {
        JobStats other = domain.jobStats();
        if (other.active()) {
            throw new LibvirtException(
                    "cannot begin a backup of " + domain.name(),
                    LibvirtException.OPERATION_INVALID,
                    (other.isBackup() ? "a backup job" : "job " + other.operation())
                            + " is active; see 'virsh domjobinfo " + domain.name() + "'");
        }
        domain.beginBackup(backup.text(), checkpointXml);
        return new BackupJob(domain);
    }

    /** Whether it is there still: it ends with the domain, or when anybody aborts it. */
    public boolean isActive() throws NbdException {
        return domain.isActive() && domain.jobStats().isBackup();
    }

    /**
     * Ends the job and waits until it is gone; there is nothing to do when it has ended by itself.
     *
     * @throws NbdException when libvirt cannot be asked, or the job is still there after 30 s
     */
    @Override
    public void close() throws NbdException {
        end(domain);
    }

    /** Ends the backup job that is active, whoever began it, and waits until it is gone. */
    public static void end(Domain domain) throws NbdException {
        if (!domain.isActive() || !domain.jobStats().isBackup()) {
            return;
        }
        try {
            domain.abortJob();
        } catch (LibvirtException e) {
            if (e.code() != LibvirtException.OPERATION_INVALID) {
                throw e;
            }
            // It has ended, or the domain has, since it was asked for.
        }
        long giveUp = System.nanoTime() + LIMIT.toNanos();
        while (domain.isActive() && domain.jobStats().isBackup()) {
            if (System.nanoTime() > giveUp) {
                throw new NbdException("the backup job of " + domain.name() + " does not end; see 'virsh domjobinfo "
                        + domain.name() + "'");
            }
            pause();
        }
    }

    private static void pause() throws NbdException {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NbdException("interrupted while a backup job was ending", e);
        }
    }
}
