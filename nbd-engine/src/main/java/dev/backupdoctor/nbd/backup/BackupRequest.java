package dev.backupdoctor.nbd.backup;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is to be backed up, and how.
 *
 * @param uri of the hypervisor
 * @param domain by name
 * @param target directory of the set; made if it is not there
 */
public record BackupRequest(String uri, String domain, Level level, Path target, Disks disks, Saving saving, Job job) {

    /** A backup with the settings that are right for most. */
    public static BackupRequest of(String uri, String domain, Level level, Path target) {
        return new BackupRequest(uri, domain, level, target, Disks.ALL, Saving.PLAIN, Job.DEFAULT);
    }

    /** The same with other disks. */
    public BackupRequest with(Disks others) {
        return new BackupRequest(uri, domain, level, target, others, saving, job);
    }

    /** The same, saved in another way. */
    public BackupRequest with(Saving other) {
        return new BackupRequest(uri, domain, level, target, disks, other, job);
    }

    /** The same with another job. */
    public BackupRequest with(Job other) {
        return new BackupRequest(uri, domain, level, target, disks, saving, other);
    }

    /** The same from another level. */
    public BackupRequest with(Level other) {
        return new BackupRequest(uri, domain, other, target, disks, saving, job);
    }

    /**
     * Which disks.
     *
     * @param include the only one, by its target device
     * @param exclude those that are left out, by their target devices
     * @param raw whether disks without an image format are saved too; they can keep no bitmap
     */
    public record Disks(Optional<String> include, List<String> exclude, boolean raw) {
        /** All that can be part of a chain. */
        public static final Disks ALL = new Disks(Optional.empty(), List.of(), false);

        /** Copies the list. */
        public Disks {
            exclude = List.copyOf(exclude);
        }
    }

    /**
     * In which form.
     *
     * @param rawImages whether whole disks are saved as images instead of streams
     * @param compressionLevel of LZ4, 1..12; empty for none
     * @param workers disks at once; empty for all
     */
    public record Saving(boolean rawImages, OptionalInt compressionLevel, OptionalInt workers) {
        /** Streams without compression, all disks at once. */
        public static final Saving PLAIN = new Saving(false, OptionalInt.empty(), OptionalInt.empty());
    }

    /**
     * How the moment is held while it is saved.
     *
     * @param socket where qemu serves; empty for one in /var/tmp
     * @param port where qemu serves instead, for who is on another host
     * @param scratch directory, on the hypervisor's host, for old blocks of what the guest overwrites
     * @param checkpoints directory of the descriptions of checkpoints; empty for that in the target
     * @param quiesce how the guest is brought to rest
     * @param startDomain whether a domain that is off is started, paused, for the time of the backup
     * @param threshold bytes that have to be written before an incremental backup is worth it
     */
    public record Job(
            Optional<Path> socket,
            Optional<Port> port,
            Path scratch,
            Optional<Path> checkpoints,
            Quiesce quiesce,
            boolean startDomain,
            OptionalLong threshold) {
        /** Where the policies of distributions let qemu write. */
        public static final Path VAR_TMP = Path.of("/var/tmp");

        /** All file systems frozen, nothing special. */
        public static final Job DEFAULT = new Job(
                Optional.empty(),
                Optional.empty(),
                VAR_TMP,
                Optional.empty(),
                new Quiesce(List.of(), false),
                false,
                OptionalLong.empty());

        /** The same, served on a port. */
        public Job on(Port other) {
            return new Job(Optional.empty(), Optional.of(other), scratch, checkpoints, quiesce, startDomain, threshold);
        }

        /** The same with a guest that is brought to rest in another way. */
        public Job quiescing(Quiesce other) {
            return new Job(socket, port, scratch, checkpoints, other, startDomain, threshold);
        }

        /** The same with scratch files elsewhere. */
        public Job withScratch(Path directory) {
            return new Job(socket, port, directory, checkpoints, quiesce, startDomain, threshold);
        }

        /** The same with another directory of checkpoints. */
        public Job withCheckpoints(Path directory) {
            return new Job(socket, port, scratch, Optional.of(directory), quiesce, startDomain, threshold);
        }

        /** The same, starting a domain that is off. */
        public Job startingTheDomain() {
            return new Job(socket, port, scratch, checkpoints, quiesce, true, threshold);
        }

        /** The same with a threshold. */
        public Job withThreshold(long bytes) {
            return new Job(socket, port, scratch, checkpoints, quiesce, startDomain, OptionalLong.of(bytes));
        }
    }

    /**
     * A port of the hypervisor's host. Without TLS everybody who reaches it can read the disks during the backup.
     *
     * @param address that it is bound to and reached at; empty for the host's name
     * @param certificates directory with {@code ca-cert.pem}, {@code client-cert.pem} and {@code client-key.pem}; empty
     *     for no TLS
     */
    public record Port(Optional<String> address, int number, Optional<Path> certificates) {}

    /**
     * How the guest is brought to rest while the job begins.
     *
     * @param mountPoints what the guest agent freezes; all when empty
     * @param pause whether its processors are held too
     */
    public record Quiesce(List<String> mountPoints, boolean pause) {
        /** Copies the list. */
        public Quiesce {
            mountPoints = List.copyOf(mountPoints);
        }
    }
}
