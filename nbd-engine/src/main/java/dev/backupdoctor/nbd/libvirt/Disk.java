package dev.backupdoctor.nbd.libvirt;

import java.util.Optional;

/**
 * A disk of a domain, as its description states it.
 *
 * @param target device that the guest sees, e.g. {@code vda}; also the name of the export
 * @param device what it is to the guest: {@code disk}, {@code cdrom}, {@code floppy} or {@code lun}
 * @param kind where it lies: {@code file}, {@code block}, {@code volume}, {@code network} or what else libvirt has
 * @param format of the image, e.g. {@code qcow2} or {@code raw}; raw where the description names none
 * @param source path of the image, or {@code pool/volume}; none for an empty drive or a disk of a network
 * @param dataFile path of the data file beside a qcow2 image, where it has one
 */
public record Disk(
        String target, String device, String kind, String format, Optional<String> source, Optional<String> dataFile) {

    /** Whether it holds a medium that can be taken out. */
    public boolean isRemovable() {
        return "cdrom".equals(device) || "floppy".equals(device);
    }

    /** Whether it has no image format, so that qemu can keep no bitmap in it. */
    public boolean isRaw() {
        return "raw".equals(format) || "lun".equals(device);
    }
}
