/**
 * The programs of qemu, as child processes: {@link dev.backupdoctor.nbd.tool.QemuImg} makes, describes and compares
 * images, {@link dev.backupdoctor.nbd.tool.QemuNbd} serves one as an export.
 *
 * <p>Programs are found in fixed directories, not on the caller's PATH; arguments are lists, no shell sees them; a
 * value that could be read as an option is refused; what a program wrote to stderr is in the message of its failure.
 */
@NullMarked
package dev.backupdoctor.nbd.tool;

import org.jspecify.annotations.NullMarked;
