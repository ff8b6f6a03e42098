/**
 * The hypervisor: its domains, their disks, checkpoints, and the job that opens a point in time for reading.
 *
 * <p>A {@link dev.backupdoctor.nbd.libvirt.Connection} leads to a {@link dev.backupdoctor.nbd.libvirt.Domain}. A
 * checkpoint is libvirt's named point in time, behind which qemu keeps a bitmap of what was written since. A pull
 * backup job serves the disks of that moment over NBD until it is aborted, which is its normal end.
 *
 * <p>libvirt.so is loaded at the first connection; a machine without it gets an error then, not before. libvirt prints
 * nothing: what it says stands in {@link dev.backupdoctor.nbd.libvirt.LibvirtException}.
 */
@NullMarked
package dev.backupdoctor.nbd.libvirt;

import org.jspecify.annotations.NullMarked;
