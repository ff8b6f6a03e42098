package dev.backupdoctor.nbd.libvirt;

import static dev.backupdoctor.nbd.libvirt.LibvirtLibrary.check;
import static dev.backupdoctor.nbd.libvirt.LibvirtLibrary.text;

import dev.backupdoctor.nbd.NbdException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.libvirt.jna.DomainCheckpointPointer;

/** A named point in time of a domain; its bitmaps say what was written since. */
public final class Checkpoint implements AutoCloseable {
    private static final int XML_SIZE = 4;
    private static final int METADATA_ONLY = 2;

    private final LibvirtCalls calls;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final DomainCheckpointPointer handle;
    private final String name;

    Checkpoint(LibvirtCalls calls, DomainCheckpointPointer handle) {
        this.calls = calls;
        this.handle = handle;
        // Belongs to the handle: not freed.
        this.name = calls.virDomainCheckpointGetName(handle);
    }

    /** e.g. {@code virtnbdbackup.0}. */
    public String name() {
        return name;
    }

    /** The checkpoint before it; none when it is the first. */
    public Optional<String> parent() {
        DomainCheckpointPointer parent = calls.virDomainCheckpointGetParent(handle, 0);
        if (parent == null) {
            return Optional.empty();
        }
        String parentName = calls.virDomainCheckpointGetName(parent);
        calls.virDomainCheckpointFree(parent);
        return Optional.of(parentName);
    }

    /** What libvirt keeps of it, the domain of that moment included. */
    public String xml() throws NbdException {
        return text(calls, calls.virDomainCheckpointGetXMLDesc(handle, 0), "cannot read checkpoint " + name);
    }

    /** The same with the bytes written since, disk by disk; the domain has to be running. */
    public String xmlWithSizes() throws NbdException {
        return text(
                calls,
                calls.virDomainCheckpointGetXMLDesc(handle, XML_SIZE),
                "cannot ask the size of checkpoint " + name);
    }

    /** Deletes it with its bitmaps. */
    public void delete() throws NbdException {
        check(calls, calls.virDomainCheckpointDelete(handle, 0), "cannot delete checkpoint " + name);
    }

    /** Makes libvirt forget it; bitmaps stay, if there are any. */
    public void forget() throws NbdException {
        check(calls, calls.virDomainCheckpointDelete(handle, METADATA_ONLY), "cannot forget checkpoint " + name);
    }

    /** A second time does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            calls.virDomainCheckpointFree(handle);
        }
    }
}
