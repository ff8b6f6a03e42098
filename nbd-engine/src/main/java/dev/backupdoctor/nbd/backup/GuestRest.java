package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.libvirt.Domain;
import dev.backupdoctor.nbd.libvirt.LibvirtException;
import java.util.List;

/** A guest at rest: file systems frozen, processors held if asked for. It goes on when this is closed. */
final class GuestRest implements AutoCloseable {
    private static final String STEP = "freeze";

    private final Domain domain;
    private final List<String> mountPoints;
    private final int frozen;
    private final boolean held;
    private final BackupLog log;

    private GuestRest(Domain domain, List<String> mountPoints, int frozen, boolean held, BackupLog log) {
        this.domain = domain;
        this.mountPoints = mountPoints;
        this.frozen = frozen;
        this.held = held;
        this.log = log;
    }

    /** Brings a guest to rest as far as it can be; a guest without an agent is saved as if it had lost power. */
    static GuestRest bring(Domain domain, BackupRequest.Quiesce asked, BackupLog log) throws NbdException {
        boolean paused = domain.state() == Domain.State.PAUSED;
        int frozen = paused ? 0 : freeze(domain, asked.mountPoints(), log);
        boolean held = false;
        if (asked.pause() && !paused) {
            log.info(STEP, "Pausing domain.");
            domain.suspend();
            held = true;
        }
        return new GuestRest(domain, asked.mountPoints(), frozen, held, log);
    }

    private static int freeze(Domain domain, List<String> mountPoints, BackupLog log) {
        try {
            int frozen = domain.freeze(mountPoints);
            log.info(STEP, "Freezed [" + frozen + "] filesystems.");
            return frozen;
        } catch (LibvirtException e) {
            log.warning(STEP, e.said());
            return 0;
        } catch (NbdException e) {
            log.warning(STEP, String.valueOf(e.getMessage()));
            return 0;
        }
    }

    /** Lets the guest go on; where that fails, says how it can be done by hand, because the job has begun. */
    @Override
    public void close() {
        if (held) {
            try {
                domain.resume();
                log.info(STEP, "Resumed domain.");
            } catch (NbdException e) {
                log.warning(
                        STEP,
                        "The guest is held still: " + e.getMessage() + "; try 'virsh resume " + domain.name() + "'");
            }
        }
        if (frozen > 0) {
            try {
                log.info(STEP, "Thawed [" + domain.thaw(mountPoints) + "] filesystems.");
            } catch (NbdException e) {
                log.warning(
                        STEP,
                        "File systems of the guest may be frozen still: " + e.getMessage() + "; try 'virsh domfsthaw "
                                + domain.name() + "'");
            }
        }
    }

    @Override
    public String toString() {
        return frozen + " file systems of " + domain.name() + " frozen, processors " + (held ? "held" : "running");
    }
}
