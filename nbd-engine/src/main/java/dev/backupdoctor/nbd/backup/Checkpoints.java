package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.libvirt.Checkpoint;
import dev.backupdoctor.nbd.libvirt.CheckpointXml;
import dev.backupdoctor.nbd.libvirt.Domain;
import dev.backupdoctor.nbd.libvirt.LibvirtException;
import dev.backupdoctor.nbd.set.ChainException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The checkpoints of a domain, in libvirt and as descriptions in a directory. */
final class Checkpoints {
    /** What the names of our checkpoints begin with; a number follows. */
    static final String PREFIX = "virtnbdbackup.";

    private static final String MARK = "virtnbdbackup";
    private static final String STEP = "checkpoints";

    private final Hypervisor hypervisor;
    private final Path directory;
    private final BackupLog log;

    Checkpoints(Hypervisor hypervisor, Path directory, BackupLog log) {
        this.hypervisor = hypervisor;
        this.directory = directory;
        this.log = log;
    }

    /** Refuses when another program keeps checkpoints: an increment of ours would end its chain, and the reverse. */
    void refuseForeign() throws IOException {
        for (String name : names()) {
            if (!name.contains(MARK)) {
                throw Target.refused("cannot back up " + domainName() + ": Foreign checkpoint found: [" + name
                        + "]; delete it with 'virsh checkpoint-delete " + domainName() + " " + name
                        + "' if nothing needs it");
            }
        }
    }

    /**
     * Tells libvirt of checkpoints that it has forgotten, as it does of a transient domain that ended.
     *
     * @param recorded names, oldest first
     * @return whether all of them have their bitmaps
     */
    boolean redefine(List<String> recorded) throws IOException {
        log.info(STEP, "Loading checkpoint list from: [" + directory + "]");
        List<String> known = names();
        for (String name : recorded) {
            if (known.contains(name)) {
                continue;
            }
            Optional<String> xml = saved(name);
            if (xml.isEmpty()) {
                throw Target.refused("cannot continue the chain: libvirt does not know checkpoint " + name + " of "
                        + domainName() + ", and " + directory + " has no description of it; make a new full backup");
            }
            log.info(STEP, "Redefine missing checkpoint: [" + name + "]");
            try {
                domain().redefine(xml.get());
            } catch (LibvirtException e) {
                if (e.code() != LibvirtException.CHECKPOINT_INCONSISTENT) {
                    throw e;
                }
                log.warning(STEP, "Redefining checkpoint failed: [" + name + "]: " + e.said());
                return false;
            }
        }
        return true;
    }

    /** Whether the bitmaps of a checkpoint are there and whole; says so when they are not. */
    boolean isUsable(String name) throws NbdException {
        Optional<Checkpoint> found = domain().checkpoint(name);
        if (found.isEmpty()) {
            return false;
        }
        try (Checkpoint checkpoint = found.get()) {
            domain().redefine(checkpoint.xml());
            return true;
        } catch (LibvirtException e) {
            if (e.code() != LibvirtException.CHECKPOINT_INCONSISTENT) {
                throw e;
            }
            log.warning(STEP, "Failed to validate checkpoint: [" + e.said() + "]");
            return false;
        }
    }

    /**
     * Refuses a checkpoint of the right name that another set has made since: what was written between the two would be
     * missing.
     */
    void refuseOfOtherSet(String name) throws IOException {
        Optional<String> ours = saved(name).flatMap(CheckpointXml::creationTime);
        Optional<Checkpoint> found = domain().checkpoint(name);
        if (ours.isEmpty() || found.isEmpty()) {
            return;
        }
        try (Checkpoint checkpoint = found.get()) {
            Optional<String> theirs = CheckpointXml.creationTime(checkpoint.xml());
            if (theirs.isPresent() && !theirs.equals(ours)) {
                throw Target.refused("cannot continue the chain: checkpoint " + name + " of " + domainName()
                        + " was made anew since, by a backup into another directory; make a new full backup");
            }
        }
    }

    /**
     * Removes what a run that broke off left in libvirt: checkpoints that no set records. What their bitmaps know goes
     * into those of their parents.
     *
     * @param next the name that the next checkpoint will have: a forgotten one would be in its way
     */
    void removeUnrecorded(List<String> recorded, String next) throws IOException {
        if (!names().contains(next)) {
            reclaim(next);
        }
        for (String name : reversed(names())) {
            if (!recorded.contains(name)) {
                log.info(STEP, "Removing checkpoint [" + name + "], which an earlier run left unrecorded.");
                remove(name);
            }
        }
    }

    /** Removes all, in libvirt and in the directory. */
    void removeAll() throws IOException {
        log.info(STEP, "Removing all existing checkpoints before full backup.");
        List<String> known = names();
        for (Path description : descriptions()) {
            String name = nameOf(description);
            if (!known.contains(name)) {
                reclaim(name);
            }
        }
        for (String name : reversed(names())) {
            remove(name);
        }
        for (Path description : descriptions()) {
            Files.delete(description);
        }
    }

    /**
     * Removes one with its bitmaps and its description; where the bitmaps are lost, makes libvirt forget it. One of a
     * domain that has ended stays: only a running domain can remove bitmaps.
     */
    void remove(String name) throws IOException {
        if (!domain().isActive()) {
            log.warning(STEP, "Checkpoint [" + name + "] is left in libvirt; the next run removes it.");
            return;
        }
        Optional<Checkpoint> found = domain().checkpoint(name);
        if (found.isPresent()) {
            try (Checkpoint checkpoint = found.get()) {
                remove(checkpoint);
            }
        }
        Files.deleteIfExists(description(name));
    }

    private void remove(Checkpoint checkpoint) throws NbdException {
        try {
            checkpoint.delete();
        } catch (LibvirtException e) {
            if (e.isConnectionLost()) {
                throw e;
            }
            log.warning(
                    STEP,
                    "Checkpoint inconsistency detected, removing metadata for checkpoint: [" + checkpoint.name() + "]: "
                            + e.said());
            checkpoint.forget();
        }
    }

    /** Keeps the description of a checkpoint, so that it can be redefined. */
    void save(String name) throws IOException {
        Optional<Checkpoint> found = domain().checkpoint(name);
        if (found.isEmpty()) {
            throw new NbdException(
                    "checkpoint " + name + " of " + domainName() + " is gone: was it deleted meanwhile?");
        }
        Files.createDirectories(directory);
        Path file = description(name);
        log.info(STEP, "Saving checkpoint config to: [" + file + "]");
        try (Checkpoint checkpoint = found.get()) {
            Target.write(file, checkpoint.xml());
        }
    }

    private Domain domain() {
        return hypervisor.domain();
    }

    private String domainName() {
        return hypervisor.domain().name();
    }

    /** Names in libvirt, parents first. */
    private List<String> names() throws NbdException {
        List<Checkpoint> checkpoints = domain().checkpoints();
        List<String> names = checkpoints.stream().map(Checkpoint::name).toList();
        checkpoints.forEach(Checkpoint::close);
        return names;
    }

    /**
     * Bitmaps of a checkpoint that libvirt has forgotten would be in the way of new ones; known again, it can be
     * deleted.
     */
    private void reclaim(String name) throws IOException {
        Optional<String> xml = saved(name);
        if (xml.isEmpty()) {
            return;
        }
        try {
            domain().redefine(xml.get());
        } catch (LibvirtException e) {
            log.line(
                    BackupLog.Severity.DEBUG,
                    STEP,
                    "Checkpoint [" + name + "] is known by its description alone: " + e.said());
        }
    }

    private Optional<String> saved(String name) throws IOException {
        try {
            return Optional.of(Files.readString(description(name), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path description(String name) throws ChainException {
        if (name.contains("/") || name.startsWith(".")) {
            throw Target.refused("no checkpoint has the name " + name + "; was the list of checkpoints edited?");
        }
        return directory.resolve(name + ".xml");
    }

    /** The descriptions of these that there are. */
    List<Path> descriptionsOf(List<String> names) throws IOException {
        return descriptions().stream()
                .filter(description -> names.contains(nameOf(description)))
                .toList();
    }

    private List<Path> descriptions() throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.xml")) {
                files.forEach(found::add);
            }
        }
        // Parents first: virtnbdbackup.2 before virtnbdbackup.10.
        found.sort(Comparator.comparingLong(Checkpoints::number).thenComparing(Comparator.naturalOrder()));
        return found;
    }

    private static long number(Path description) {
        String name = nameOf(description);
        String digits = name.substring(name.lastIndexOf('.') + 1);
        boolean isNumber =
                !digits.isEmpty() && digits.length() < 10 && digits.chars().allMatch(Character::isDigit);
        return isNumber ? Long.parseLong(digits) : Long.MAX_VALUE;
    }

    private static String nameOf(Path description) {
        String file = description.getFileName().toString();
        return file.substring(0, file.length() - ".xml".length());
    }

    private static List<String> reversed(List<String> names) {
        List<String> reversed = new ArrayList<>(names);
        Collections.reverse(reversed);
        return reversed;
    }
}
