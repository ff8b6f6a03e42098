/**
 * Backups that virtnbdbackup made of libvirt domains: what its logs, its backup sets and the hypervisor state, and what
 * it means.
 *
 * <p>A checkpoint is libvirt's named point in time, and a bitmap is what qemu keeps behind it to know which bytes have
 * changed since. A chain is one full backup with the increments that build on it, each tied to a checkpoint.
 */
@NullMarked
package dev.backupdoctor.virtnbd;

import org.jspecify.annotations.NullMarked;
