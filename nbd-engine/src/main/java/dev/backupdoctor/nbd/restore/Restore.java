package dev.backupdoctor.nbd.restore;

import dev.backupdoctor.nbd.libvirt.Disk;
import dev.backupdoctor.nbd.libvirt.DomainXml;
import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.ChainException;
import dev.backupdoctor.nbd.set.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Restores the disks of a set into a directory.
 *
 * @param set what was read of the input directory
 * @param output directory that the images come into; is made when it is not there
 * @param disk the only disk that is wanted; empty for all
 * @param until checkpoint or data file to stop after; empty for the last point
 * @param sequence data files to apply, in this order; empty to find them by their checkpoints
 * @param allocation room that the images take
 */
public record Restore(
        BackupSet set,
        Path output,
        Optional<String> disk,
        Optional<String> until,
        List<String> sequence,
        Allocation allocation) {

    /** Copies the list. */
    public Restore {
        sequence = List.copyOf(sequence);
        if (!sequence.isEmpty() && until.isPresent()) {
            throw new IllegalArgumentException("a sequence says itself where it ends; leave --until away");
        }
    }

    /** Everything of a set, at its last point. */
    public static Restore all(BackupSet set, Path output) {
        return new Restore(set, output, Optional.empty(), Optional.empty(), List.of(), Allocation.THIN);
    }

    /** The same with images that take more or less room. */
    public Restore with(Allocation other) {
        return new Restore(set, output, disk, until, sequence, other);
    }

    /** What one disk is restored from, and to. */
    public record Planned(Chain chain, Path target, ImageOptions image) {}

    /** Hears what happens. */
    public interface Listener {
        /** A disk is about to be restored. */
        void begins(Planned disk);

        /** So many bytes of data of this disk were written since it was told last. */
        void wrote(Planned disk, long bytes);

        /** A disk is restored, whole and durable. */
        void ended(Planned disk);
    }

    /**
     * What would be restored.
     *
     * @throws ChainException when a disk cannot be restored to that point
     */
    public List<Planned> plan() throws IOException {
        if (!sequence.isEmpty()) {
            Chain chain = Chain.of(set, sequence);
            return List.of(new Planned(
                    chain, output.resolve(chain.disk()), image(chain).with(allocation)));
        }
        List<String> disks = disk.map(List::of).orElse(set.disks());
        if (disks.isEmpty()) {
            throw new ChainException("nothing to restore: " + set.directory() + " has no data files", set.problems());
        }
        List<Planned> planned = new ArrayList<>();
        for (String device : disks) {
            Chain chain = until.isPresent() ? Chain.until(set, device, until.get()) : Chain.latest(set, device);
            planned.add(new Planned(
                    chain, output.resolve(imageName(chain)), image(chain).with(allocation)));
        }
        refuseTwoOfOneName(planned);
        return planned;
    }

    /**
     * Restores all that {@link #plan} says, one disk after the other. A failure leaves the disks before as they are:
     * each is whole.
     *
     * @throws IOException when one cannot be restored or written
     */
    public List<Planned> run(Listener listener) throws IOException {
        List<Planned> planned = plan();
        Files.createDirectories(output);
        for (Planned each : planned) {
            listener.begins(each);
            LongConsumer progress = bytes -> listener.wrote(each, bytes);
            DiskRestore.run(each.chain(), each.target(), each.image(), progress);
            listener.ended(each);
        }
        return planned;
    }

    private static void refuseTwoOfOneName(List<Planned> planned) throws ChainException {
        List<Path> targets = planned.stream().map(Planned::target).toList();
        for (Planned each : planned) {
            if (targets.indexOf(each.target()) != targets.lastIndexOf(each.target())) {
                throw new ChainException(
                        "two disks were called " + each.target().getFileName()
                                + " in different directories; restore them one by one with --disk",
                        List.of());
            }
        }
    }

    /** As the image was called that was backed up; the device where nothing tells. */
    private String imageName(Chain chain) throws IOException {
        Optional<DomainXml> domain = SavedDomain.of(set.directory(), chain);
        return domain.stream()
                .flatMap(xml -> xml.disks().stream())
                .filter(each -> each.target().equals(chain.disk()))
                .findFirst()
                .flatMap(Disk::source)
                .map(source -> source.substring(source.lastIndexOf('/') + 1))
                // Only a description that was tampered with could lead out of the directory.
                .filter(name -> !name.isEmpty() && !name.equals(".") && !name.equals(".."))
                .orElse(chain.disk());
    }

    private ImageOptions image(Chain chain) throws IOException {
        DataFile last = chain.last();
        if (last.raw() || last.meta().diskFormat().equals("raw")) {
            return ImageOptions.raw();
        }
        for (DataFile file : SavedDomain.newestFirst(chain)) {
            Path report = set.directory().resolve(chain.disk() + "." + SavedDomain.ident(file) + ".qcow.json");
            if (Files.exists(report)) {
                return readable(report);
            }
        }
        return ImageOptions.qcow2();
    }

    /** A report that cannot be read costs the options of the image, not the restore. */
    private static ImageOptions readable(Path report) {
        try {
            return ImageOptions.ofReport(report);
        } catch (IOException e) {
            System.getLogger(Restore.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "cannot read " + report + ", the image gets the defaults of qemu: " + e.getMessage());
            return ImageOptions.qcow2();
        }
    }
}
