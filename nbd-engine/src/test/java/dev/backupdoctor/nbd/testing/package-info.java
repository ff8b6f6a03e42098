/**
 * A bench for tests against the real hypervisor: a libvirtd of its own, domains emulated without KVM and without a
 * guest system, and the programs that real backups are made with.
 *
 * <p>{@link dev.backupdoctor.nbd.testing.LibvirtBench} is the daemon, {@link dev.backupdoctor.nbd.testing.TestDomain} a
 * domain whose disks the test writes as a guest would, and {@link dev.backupdoctor.nbd.testing.Program} runs a program
 * and keeps what it said.
 */
@NullMarked
package dev.backupdoctor.nbd.testing;

import org.jspecify.annotations.NullMarked;
