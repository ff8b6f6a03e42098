package dev.backupdoctor.nbd.libvirt;

import static dev.backupdoctor.nbd.libvirt.LibvirtLibrary.check;
import static dev.backupdoctor.nbd.libvirt.LibvirtLibrary.failure;
import static dev.backupdoctor.nbd.libvirt.LibvirtLibrary.text;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.backupdoctor.nbd.NbdException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainCheckpointPointer;
import org.libvirt.jna.DomainPointer;

/** A domain. May be used by several threads; a call after {@link #close()} is a bug of the caller. */
public final class Domain implements AutoCloseable {
    private static final int INACTIVE = 2;
    private static final int START_PAUSED_AND_AUTODESTROY = 1 | 2;
    private static final int REDEFINE_AND_VALIDATE = 1 | 4;
    private static final int TOPOLOGICAL = 2;
    private static final int PAUSED_BY_IO_ERROR = 5;

    private final LibvirtCalls calls;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final DomainPointer handle;
    private final String name;

    Domain(LibvirtCalls calls, DomainPointer handle) {
        this.calls = calls;
        this.handle = handle;
        // Belongs to the handle: not freed.
        this.name = calls.virDomainGetName(handle);
    }

    /** What a domain is doing; virDomainState in its order. */
    public enum State {
        /** libvirt does not know. */
        NONE,
        /** Running. */
        RUNNING,
        /** Waiting for a resource. */
        BLOCKED,
        /** Paused by a user, a migration or an error. */
        PAUSED,
        /** On its way to being off. */
        SHUTDOWN,
        /** Off. */
        SHUT_OFF,
        /** Crashed. */
        CRASHED,
        /** Asleep by the guest's own power management. */
        SUSPENDED,
        /** A state that this version does not know. */
        OTHER
    }

    /** The name that libvirt knows it by. */
    public String name() {
        return name;
    }

    /** What it is doing now. */
    public State state() throws NbdException {
        return state(new IntByReference());
    }

    /** Whether qemu holds it because a disk could not be written, as when there was no room. */
    public boolean isHeldByError() throws NbdException {
        var reason = new IntByReference();
        return state(reason) == State.PAUSED && reason.getValue() == PAUSED_BY_IO_ERROR;
    }

    private State state(IntByReference reason) throws NbdException {
        var state = new IntByReference();
        check(calls, calls.virDomainGetState(handle, state, reason, 0), cannot("ask the state of"));
        State[] known = State.values();
        return state.getValue() < known.length ? known[state.getValue()] : State.OTHER;
    }

    /** Whether qemu runs for it, be it paused. */
    public boolean isActive() throws NbdException {
        return check(calls, calls.virDomainIsActive(handle), cannot("ask the state of")) == 1;
    }

    /** Whether libvirt still knows it when it is off. */
    public boolean isPersistent() throws NbdException {
        return check(calls, calls.virDomainIsPersistent(handle), cannot("ask about")) == 1;
    }

    /** Whether it starts with the host. */
    public boolean isAutostarted() throws NbdException {
        var autostart = new IntByReference();
        check(calls, calls.virDomainGetAutostart(handle, autostart), cannot("ask about"));
        return autostart.getValue() == 1;
    }

    /** Makes it start with the host, or not. */
    public void autostart(boolean on) throws NbdException {
        check(calls, calls.virDomainSetAutostart(handle, on ? 1 : 0), cannot("set the autostart of"));
    }

    /** Its description as it is now; as it will start when it is off. */
    public String xml() throws NbdException {
        return text(calls, calls.virDomainGetXMLDesc(handle, 0), cannot("read the description of"));
    }

    /** Its description as it will start next. */
    public String inactiveXml() throws NbdException {
        return text(calls, calls.virDomainGetXMLDesc(handle, INACTIVE), cannot("read the description of"));
    }

    /** Starts it without letting it run; it ends with the connection that started it. */
    public void startPausedForConnection() throws NbdException {
        check(calls, calls.virDomainCreateWithFlags(handle, START_PAUSED_AND_AUTODESTROY), cannot("start"));
    }

    /** Ends it at once, in the orderly way for its images. */
    public void destroy() throws NbdException {
        check(calls, calls.virDomainDestroy(handle), cannot("destroy"));
    }

    /** Holds its processors. */
    public void suspend() throws NbdException {
        check(calls, calls.virDomainSuspend(handle), cannot("suspend"));
    }

    /** Lets its processors go on. */
    public void resume() throws NbdException {
        check(calls, calls.virDomainResume(handle), cannot("resume"));
    }

    /**
     * Freezes file systems through the guest agent.
     *
     * @param mountPoints which; all when empty
     * @return how many are frozen
     */
    public int freeze(List<String> mountPoints) throws NbdException {
        return check(
                calls,
                calls.virDomainFSFreeze(handle, array(mountPoints), mountPoints.size(), 0),
                cannot("freeze the file systems of"));
    }

    /** Thaws what {@link #freeze} froze. */
    public int thaw(List<String> mountPoints) throws NbdException {
        return check(
                calls,
                calls.virDomainFSThaw(handle, array(mountPoints), mountPoints.size(), 0),
                cannot("thaw the file systems of"));
    }

    /** All checkpoints, parents before children. The caller closes them. */
    public List<Checkpoint> checkpoints() throws NbdException {
        var array = new PointerByReference();
        int count = check(
                calls,
                calls.virDomainListAllCheckpoints(handle, array, TOPOLOGICAL),
                cannot("list the checkpoints of"));
        Pointer first = array.getValue();
        List<Checkpoint> checkpoints = new ArrayList<>(count);
        for (Pointer checkpoint : first.getPointerArray(0, count)) {
            checkpoints.add(new Checkpoint(calls, new DomainCheckpointPointer(checkpoint)));
        }
        Native.free(Pointer.nativeValue(first));
        return List.copyOf(checkpoints);
    }

    /** A checkpoint by its name. */
    public Optional<Checkpoint> checkpoint(String checkpoint) throws NbdException {
        DomainCheckpointPointer found = calls.virDomainCheckpointLookupByName(handle, checkpoint, 0);
        if (found != null) {
            return Optional.of(new Checkpoint(calls, found));
        }
        LibvirtException failure = failure(calls, "cannot find checkpoint " + checkpoint + " of " + name);
        if (failure.code() == LibvirtException.NO_CHECKPOINT) {
            return Optional.empty();
        }
        throw failure;
    }

    /**
     * Tells libvirt of a checkpoint that it has forgotten, or has it look at one that it knows.
     *
     * @throws LibvirtException with {@link LibvirtException#CHECKPOINT_INCONSISTENT} when the bitmap is missing or
     *     broken
     */
    public void redefine(String checkpointXml) throws NbdException {
        DomainCheckpointPointer made = check(
                calls,
                calls.virDomainCheckpointCreateXML(handle, checkpointXml, REDEFINE_AND_VALIDATE),
                "cannot redefine a checkpoint of " + name);
        calls.virDomainCheckpointFree(made);
    }

    /** Begins a backup job, with or without a checkpoint at the same moment. */
    public void beginBackup(String backupXml, Optional<String> checkpointXml) throws NbdException {
        @Nullable String checkpoint = checkpointXml.orElse(null);
        check(calls, calls.virDomainBackupBegin(handle, backupXml, checkpoint, 0), cannot("begin a backup of"));
    }

    /** The backup job that is active. */
    public Optional<String> backupXml() throws NbdException {
        var found = calls.virDomainBackupGetXMLDesc(handle, 0);
        if (found != null) {
            return Optional.of(found.toString());
        }
        LibvirtException failure = failure(calls, cannot("ask the backup job of"));
        if (failure.code() == LibvirtException.NO_BACKUP_JOB) {
            return Optional.empty();
        }
        throw failure;
    }

    /** The job of any kind that holds the domain. */
    public JobStats jobStats() throws NbdException {
        var type = new IntByReference();
        // libvirt wants it to point nowhere at first.
        var parameters = new PointerByReference();
        var count = new IntByReference();
        check(calls, calls.virDomainGetJobStats(handle, type, parameters, count, 0), cannot("ask the job of"));
        Pointer first = parameters.getValue();
        if (first == null) {
            return new JobStats(type.getValue() != 0, 0, Map.of());
        }
        try {
            return JobStats.read(type.getValue(), first, count.getValue());
        } finally {
            calls.virTypedParamsFree(first, count.getValue());
        }
    }

    /** Asks the active job to end, which for a pull backup is the normal end; it may be there for a moment longer. */
    public void abortJob() throws NbdException {
        check(calls, calls.virDomainAbortJob(handle), cannot("end the job of"));
    }

    /** A second time does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            calls.virDomainFree(handle);
        }
    }

    private String cannot(String action) {
        return "cannot " + action + " " + name;
    }

    private static @Nullable Pointer array(List<String> texts) {
        return texts.isEmpty() ? null : new StringArray(texts.toArray(String[]::new), "UTF-8");
    }
}
