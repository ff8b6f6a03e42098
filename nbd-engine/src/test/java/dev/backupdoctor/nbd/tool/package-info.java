/** Tests of the programs of qemu as child processes. */
@NullMarked
package dev.backupdoctor.nbd.tool;

import org.jspecify.annotations.NullMarked;
