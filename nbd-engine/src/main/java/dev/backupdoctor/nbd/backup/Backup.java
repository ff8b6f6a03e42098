package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.libvirt.BackupJob;
import dev.backupdoctor.nbd.libvirt.Connection;
import dev.backupdoctor.nbd.libvirt.Domain;
import dev.backupdoctor.nbd.libvirt.DomainXml;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Saves the disks of a domain as they are at one moment.
 *
 * <p>Ends early when its thread is interrupted; the job, the half-written files and the checkpoint of the run are gone
 * then, and what the target held before is as it was.
 */
public final class Backup {
    private Backup() {}

    /**
     * How a run ended that did not fail.
     *
     * @param level that was carried out
     * @param saved false when so little had changed that nothing was to be done
     */
    public record Outcome(Level level, boolean saved) {}

    /**
     * Backs up.
     *
     * @throws dev.backupdoctor.nbd.set.ChainException when the target cannot take this backup
     * @throws dev.backupdoctor.nbd.NbdException when the hypervisor or qemu does not do its part
     * @throws IOException when a file cannot be written
     */
    public static Outcome run(BackupRequest request, BackupLog log) throws IOException {
        return run(request, Optional.empty(), log);
    }

    /**
     * Backs up into a zip archive that is written to a stream. The target keeps what the next run needs: the list of
     * checkpoints and their descriptions. A point counts when the archive is complete and its last byte was taken.
     *
     * @param request whose disks are not raw; its workers do not count
     * @param out is not closed
     * @param last files to add at the end, such as the log
     */
    public static Outcome archive(BackupRequest request, OutputStream out, List<Path> last, BackupLog log)
            throws IOException {
        return run(request, Optional.of(new Archiving(new Archive(out), last)), log);
    }

    /** An archive, and what is still to be added when it has all else. */
    record Archiving(Archive archive, List<Path> last) {}

    private static Outcome run(BackupRequest request, Optional<Archiving> archiving, BackupLog log) throws IOException {
        log.info("main", "Backup level: [" + request.level().word() + "]");
        try (Target target = Target.open(request.target())) {
            new LevelChoice(target, archiving.isPresent(), log).refuseLeftovers(request.level());
            try (Hypervisor hypervisor = Hypervisor.connect(request.uri(), request.domain(), log)) {
                log.info(
                        "main",
                        "Libvirt library version: [" + hypervisor.connection().version() + "]");
                return new BackupRun(request, target, archiving, hypervisor, log).run();
            }
        }
    }

    /**
     * Begins the job of a backup and leaves it there: the disks can be read at the socket until {@link #endJob}. No
     * checkpoint is made.
     */
    public static void startJob(BackupRequest request, BackupLog log) throws IOException {
        try (Hypervisor hypervisor = Hypervisor.connect(request.uri(), request.domain(), log)) {
            var description = DomainXml.parse(hypervisor.domain().xml());
            var disks = new DiskSelection(request.disks(), hypervisor.connection(), log)
                    .of(description, request.level().isIncremental());
            Optional<String> since = Optional.empty();
            if (request.level().isIncremental()) {
                try (Target target = Target.open(request.target())) {
                    List<String> recorded = new LevelChoice(target, false, log).recorded();
                    since = Optional.of(recorded.get(recorded.size() - 1));
                }
            }
            var point = new Point(request.level(), "", "", since, false, 0);
            OnlineMoment.begin(hypervisor, request.job(), disks, point, log);
        }
    }

    /** Ends the backup job of a domain, whoever began it; there may be none. */
    public static void endJob(String uri, String domainName) throws IOException {
        try (Connection connection = Connection.open(uri);
                Domain domain = connection.domain(domainName)) {
            BackupJob.end(domain);
        }
    }

    /**
     * Bytes that an incremental backup would save, as libvirt estimates them; empty when the domain has no checkpoint
     * of the set's name.
     */
    public static OptionalLong estimate(BackupRequest request, BackupLog log) throws IOException {
        try (Target target = Target.open(request.target());
                Connection connection = Connection.open(request.uri());
                Domain domain = connection.domain(request.domain())) {
            List<String> recorded = new LevelChoice(target, false, log).recorded();
            return BackupRun.changedSince(domain, recorded.get(recorded.size() - 1));
        }
    }
}
