package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.libvirt.Connection;
import dev.backupdoctor.nbd.libvirt.Disk;
import dev.backupdoctor.nbd.libvirt.DomainXml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses the disks of a domain that are saved, and says why others are not. */
final class DiskSelection {
    private static final String STEP = "disks";

    private final BackupRequest.Disks asked;
    private final Connection connection;
    private final BackupLog log;

    DiskSelection(BackupRequest.Disks asked, Connection connection, BackupLog log) {
        this.asked = asked;
        this.connection = connection;
        this.log = log;
    }

    /**
     * A disk that is saved.
     *
     * @param target e.g. {@code vda}
     * @param format e.g. {@code qcow2}
     * @param image where it lies on the hypervisor's host
     * @param raw whether it can keep no bitmap
     */
    record Chosen(String target, String format, Path image, boolean raw) {}

    /**
     * The disks to save, in the order of the domain.
     *
     * @throws NbdException when one cannot be saved at all, or none is left
     */
    List<Chosen> of(DomainXml domain, boolean incremental) throws NbdException {
        List<Chosen> chosen = new ArrayList<>();
        for (Disk disk : domain.disks()) {
            choose(disk, incremental).ifPresent(chosen::add);
        }
        if (chosen.isEmpty()) {
            throw new NbdException("cannot back up " + domain.name()
                    + ": Unable to detect disks suitable for backup; see the lines above for why each was left out");
        }
        return chosen;
    }

    private Optional<Chosen> choose(Disk disk, boolean incremental) throws NbdException {
        String target = disk.target();
        if (disk.isRemovable()) {
            log.info(STEP, "Skipping attached [" + disk.device() + "] device: [" + target + "].");
            return Optional.empty();
        }
        if (asked.exclude().contains(target)) {
            log.warning(STEP, "Excluding disk [" + target + "] from backup as requested.");
            return Optional.empty();
        }
        if (asked.include().isPresent() && !asked.include().get().equals(target)) {
            log.info(
                    STEP,
                    "Skipping disk: [" + target + "] as requested: does not match disk ["
                            + asked.include().get() + "]");
            return Optional.empty();
        }
        if ("network".equals(disk.kind())) {
            throw new NbdException("cannot back up disk " + target + ": Unsupported network disk type for disk ["
                    + target + "]; leave it out with --exclude " + target);
        }
        if (disk.isRaw() && (!asked.raw() || incremental)) {
            log.warning(
                    STEP,
                    asked.raw()
                            ? "Raw disk [" + target + "] has no bitmap: left out of this incremental backup."
                            : "Raw disk [" + target + "] excluded by default, use option --raw to include.");
            return Optional.empty();
        }
        return Optional.of(new Chosen(target, disk.format(), image(disk), disk.isRaw()));
    }

    private Path image(Disk disk) throws NbdException {
        String source = disk.source()
                .orElseThrow(() -> new NbdException("cannot back up disk " + disk.target()
                        + ": its description names no image; leave it out with --exclude " + disk.target()));
        if (!"volume".equals(disk.kind())) {
            return Path.of(source);
        }
        int slash = source.indexOf('/');
        return connection
                .volumePath(source.substring(0, slash), source.substring(slash + 1))
                .map(Path::of)
                .orElseThrow(() -> new NbdException(
                        "cannot back up disk " + disk.target() + ": no volume " + source + "; is its pool started?"));
    }
}
