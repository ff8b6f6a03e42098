package dev.backupdoctor.nbd.libvirt;

import dev.backupdoctor.nbd.NbdException;

/** A call of libvirt failed; the message holds what libvirt says about it. */
public final class LibvirtException extends NbdException {
    private static final long serialVersionUID = 1L;

    /** The hypervisor, or what it was asked to do, broke within. */
    public static final int INTERNAL_ERROR = 1;

    /** No connection to the daemon could be made, or it has ended. */
    public static final int SYSTEM_ERROR = 38;

    /** The daemon, or the way to it, went away in the middle of a call. */
    public static final int RPC = 39;

    /** No such domain. */
    public static final int NO_DOMAIN = 42;

    /** The domain is not in a state for it: not running, or no job to abort. */
    public static final int OPERATION_INVALID = 55;

    /** Something else holds the domain. */
    public static final int OPERATION_TIMEOUT = 68;

    /** No such checkpoint. */
    public static final int NO_CHECKPOINT = 103;

    /** No backup job is active. */
    public static final int NO_BACKUP_JOB = 104;

    /** The bitmap behind a checkpoint is missing or broken. */
    public static final int CHECKPOINT_INCONSISTENT = 109;

    private final int code;
    private final String said;

    LibvirtException(String failed, int code, String said) {
        super(failed + ": " + said);
        this.code = code;
        this.said = said;
    }

    /** Number of the error; virErrorNumber of libvirt's virterror.h. */
    public int code() {
        return code;
    }

    /** The words of libvirt alone. */
    public String said() {
        return said;
    }

    /** Whether the connection is lost, so that a new one may help. */
    public boolean isConnectionLost() {
        return code == SYSTEM_ERROR
                || code == RPC
                || (code == INTERNAL_ERROR && said.contains("client socket is closed"));
    }
}
