/** Tests of the hypervisor's side. */
@NullMarked
package dev.backupdoctor.nbd.libvirt;

import org.jspecify.annotations.NullMarked;
