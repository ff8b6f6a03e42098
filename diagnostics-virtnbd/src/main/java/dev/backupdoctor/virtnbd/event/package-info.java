/**
 * What the files of virtnbdbackup and the output of virsh and qemu-img state, as far as no single line says it. Kinds
 * that one line gives stand in the formats.
 */
@NullMarked
package dev.backupdoctor.virtnbd.event;

import org.jspecify.annotations.NullMarked;
