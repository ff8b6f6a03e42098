package dev.backupdoctor.nbd.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt;

/** Calls of libvirt that libvirt-java 0.5.4 lacks, beside those that it has. Names and order are those of libvirt. */
interface LibvirtCalls extends Libvirt {

    /** Mount points are an array of {@code const char *}, or null for all. Returns how many are frozen, or -1. */
    int virDomainFSFreeze(DomainPointer domain, @Nullable Pointer mountPoints, int count, int flags);

    /** As {@link #virDomainFSFreeze}. */
    int virDomainFSThaw(DomainPointer domain, @Nullable Pointer mountPoints, int count, int flags);

    /** Returns 0, or -1. */
    int virDomainGetState(DomainPointer domain, IntByReference state, IntByReference reason, int flags);

    /** Number of the last error of this thread; 0 when there was none. */
    int virGetLastErrorCode();

    /** {@code const char *}, libvirt's own. */
    Pointer virGetLastErrorMessage();
}
