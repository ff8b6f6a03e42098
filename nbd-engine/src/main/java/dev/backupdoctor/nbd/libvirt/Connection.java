package dev.backupdoctor.nbd.libvirt;

import static dev.backupdoctor.nbd.libvirt.LibvirtLibrary.check;
import static dev.backupdoctor.nbd.libvirt.LibvirtLibrary.text;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import dev.backupdoctor.nbd.NbdException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainByReference;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;

/** A connection to libvirtd. May be used by several threads; a call after {@link #close()} is a bug of the caller. */
public final class Connection implements AutoCloseable {
    private final LibvirtCalls calls;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ConnectionPointer handle;
    private final String uri;

    private Connection(LibvirtCalls calls, ConnectionPointer handle, String uri) {
        this.calls = calls;
        this.handle = handle;
        this.uri = uri;
    }

    /**
     * Connects for all that the user may do.
     *
     * @param uri e.g. {@code qemu:///system}
     * @throws NbdException when libvirt is not installed, or the daemon cannot be reached
     */
    public static Connection open(String uri) throws NbdException {
        LibvirtCalls calls = LibvirtLibrary.calls();
        return new Connection(calls, check(calls, calls.virConnectOpen(uri), cannotConnect(uri)), uri);
    }

    /** Connects for looking only: libvirt itself refuses whatever changes something. */
    public static Connection openReadOnly(String uri) throws NbdException {
        LibvirtCalls calls = LibvirtLibrary.calls();
        return new Connection(calls, check(calls, calls.virConnectOpenReadOnly(uri), cannotConnect(uri)), uri);
    }

    /** {@code qemu:///system} for root, {@code qemu:///session} for everybody else. */
    public static String defaultUri() {
        return "root".equals(System.getProperty("user.name")) ? "qemu:///system" : "qemu:///session";
    }

    /** Whether a URI leads to another host, so that its files are not at hand. */
    public static boolean isRemote(String uri) {
        int begin = uri.indexOf("://");
        if (begin < 0 || uri.substring(0, begin).endsWith("+unix")) {
            return false;
        }
        // qemu:///system has no host; a host without a transport is reached by TLS.
        return begin + 3 < uri.length() && uri.charAt(begin + 3) != '/';
    }

    /** What it was opened with. */
    public String uri() {
        return uri;
    }

    /** Version of libvirt on the other side: major * 1,000,000 + minor * 1,000 + release. */
    public long version() throws NbdException {
        var version = new LongByReference();
        check(calls, calls.virConnectGetLibVersion(handle, version), "cannot ask the version of " + uri);
        return version.getValue();
    }

    /** Name of the host that the daemon runs on. */
    public String hostname() throws NbdException {
        return text(calls, calls.virConnectGetHostname(handle), "cannot ask the host name of " + uri);
    }

    /**
     * A domain by its name.
     *
     * @throws LibvirtException with {@link LibvirtException#NO_DOMAIN} when there is none
     */
    public Domain domain(String name) throws NbdException {
        DomainPointer domain =
                check(calls, calls.virDomainLookupByName(handle, name), "cannot find domain " + name + " at " + uri);
        return new Domain(calls, domain);
    }

    /** All domains, running or not. */
    public List<Domain> domains() throws NbdException {
        var array = new DomainByReference();
        int count = check(calls, calls.virConnectListAllDomains(handle, array, 0), "cannot list domains at " + uri);
        Pointer first = array.getValue();
        List<Domain> domains = new ArrayList<>(count);
        for (Pointer domain : first.getPointerArray(0, count)) {
            domains.add(new Domain(calls, new DomainPointer(domain)));
        }
        Native.free(Pointer.nativeValue(first));
        return List.copyOf(domains);
    }

    /** Defines a domain, or defines it anew. */
    public Domain define(String domainXml) throws NbdException {
        return new Domain(
                calls, check(calls, calls.virDomainDefineXML(handle, domainXml), "cannot define the domain at " + uri));
    }

    /** The path of a volume; none when libvirt does not know the pool or the volume. */
    public Optional<String> volumePath(String pool, String volume) throws NbdException {
        StoragePoolPointer poolHandle = calls.virStoragePoolLookupByName(handle, pool);
        if (poolHandle == null) {
            return Optional.empty();
        }
        StorageVolPointer volumeHandle = calls.virStorageVolLookupByName(poolHandle, volume);
        calls.virStoragePoolFree(poolHandle);
        if (volumeHandle == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(text(
                    calls, calls.virStorageVolGetPath(volumeHandle), "cannot ask the path of " + pool + "/" + volume));
        } finally {
            calls.virStorageVolFree(volumeHandle);
        }
    }

    /** A second time does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            calls.virConnectClose(handle);
        }
    }

    private static String cannotConnect(String uri) {
        return "cannot connect to libvirt at " + uri;
    }
}
