package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.libvirt.Domain;
import dev.backupdoctor.nbd.libvirt.DomainXml;
import dev.backupdoctor.nbd.tool.QemuImg;
import dev.backupdoctor.nbd.tool.QemuImg.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a set holds beside the data: the description of the domain, its boot files, and what qemu-img says of its
 * images, all of the moment that is saved.
 */
final class SetFiles {
    private static final String STEP = "config";

    private final String domainXml;
    private final boolean autostart;
    private final List<String> bootFiles;
    private final Map<String, String> imageReports;

    private SetFiles(String domainXml, boolean autostart, List<String> bootFiles, Map<String, String> imageReports) {
        this.domainXml = domainXml;
        this.autostart = autostart;
        this.bootFiles = List.copyOf(bootFiles);
        this.imageReports = imageReports;
    }

    /** Asks for all of it, while the moment is held. */
    static SetFiles collect(Hypervisor hypervisor, List<DiskSelection.Chosen> disks, BackupLog log)
            throws NbdException {
        Domain domain = hypervisor.domain();
        String xml = domain.xml();
        DomainXml description = DomainXml.parse(xml);
        if (description.hasEmulatedTpm()) {
            log.warning(STEP, "Emulated TPM device attached: User action required: its state is not part of the set.");
        }
        boolean autostart = domain.isPersistent() && domain.isAutostarted();
        if (hypervisor.isRemote()) {
            sayWhatIsOutOfReach(hypervisor.connection().hostname(), description, log);
            return new SetFiles(xml, autostart, List.of(), Map.of());
        }
        QemuImg qemuImg = QemuImg.installed();
        Map<String, String> reports = new LinkedHashMap<>();
        for (DiskSelection.Chosen disk : disks) {
            if ("qcow2".equals(disk.format())) {
                reports.put(disk.target(), qemuImg.info(Image.file(disk.image(), disk.format())));
            }
        }
        return new SetFiles(xml, autostart, description.bootFiles(), reports);
    }

    private static void sayWhatIsOutOfReach(String host, DomainXml description, BackupLog log) {
        log.info(STEP, "Options of images are not saved: qemu-img cannot look at those on [" + host + "].");
        for (String file : description.bootFiles()) {
            log.warning(STEP, "Boot file [" + file + "] is not saved: it lies on [" + host + "]; copy it from there.");
        }
    }

    /** Writes it, and says what was written. */
    List<Path> save(Target target, Point point, BackupLog log) throws IOException {
        List<Path> written = new ArrayList<>();
        String ident = point.fileIdent();
        Path config = target.resolve("vmconfig." + ident + ".xml");
        log.info(STEP, "Saving VM config to: [" + config + "]");
        Target.write(config, domainXml);
        written.add(config);
        for (Map.Entry<String, String> report : imageReports.entrySet()) {
            Path file = target.resolve(report.getKey() + "." + ident + ".qcow.json");
            Target.write(file, report.getValue());
            written.add(file);
            log.info(STEP, "Saved qcow image config to: [" + file + "]");
        }
        if (autostart) {
            Path file = target.resolve("autostart." + ident);
            Target.write(file, "True");
            written.add(file);
        }
        for (String path : bootFiles) {
            copy(Path.of(path), target, point, log).ifPresent(written::add);
        }
        return written;
    }

    /** A boot file that cannot be read is not part of the set; the disks are. */
    private static Optional<Path> copy(Path file, Target target, Point point, BackupLog log) {
        String name = String.valueOf(file.getFileName());
        Path copy = target.resolve(point.level() == Level.COPY ? name : name + "." + point.fileIdent());
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            log.info(STEP, "Saved boot file: [" + file + "] to: [" + copy + "]");
            return Optional.of(copy);
        } catch (IOException e) {
            log.warning(STEP, "Boot file [" + file + "] is not saved: " + e);
            return Optional.empty();
        }
    }
}
