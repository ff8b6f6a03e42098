package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.libvirt.Checkpoint;
import dev.backupdoctor.nbd.libvirt.CheckpointXml;
import dev.backupdoctor.nbd.libvirt.Domain;
import dev.backupdoctor.nbd.libvirt.DomainXml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One run against a domain that was found, into a target that is locked. */
final class BackupRun {
    private static final String STEP = "main";

    private final BackupRequest request;
    private final Target target;
    private final Optional<Backup.Archiving> archiving;
    private final Hypervisor hypervisor;
    private final BackupLog log;
    private final Checkpoints checkpoints;
    private final LevelChoice choice;

    BackupRun(
            BackupRequest request,
            Target target,
            Optional<Backup.Archiving> archiving,
            Hypervisor hypervisor,
            BackupLog log) {
        this.request = request;
        this.target = target;
        this.archiving = archiving;
        this.choice = new LevelChoice(target, archiving.isPresent(), log);
        this.hypervisor = hypervisor;
        this.log = log;
        Path directory = request.job().checkpoints().orElse(target.resolve("checkpoints"));
        this.checkpoints = new Checkpoints(hypervisor, directory, log);
    }

    /** A chain that goes on, or begins. */
    private record Chain(Point point, List<String> recordedAfter) {}

    /** Saves a point. */
    Backup.Outcome run() throws IOException {
        if (hypervisor.isRemote()) {
            log.info(
                    STEP,
                    "Connecting remote system: [" + hypervisor.connection().hostname() + "]");
        }
        Domain domain = hypervisor.domain();
        boolean started = startIfAsked(domain);
        try {
            boolean active = domain.isActive();
            if (!active && hypervisor.isRemote()) {
                throw Target.refused("cannot back up " + domain.name() + ": it is off, and its images lie on "
                        + hypervisor.connection().hostname()
                        + "; start it for the backup with --start-domain, or back up there");
            }
            Level level = choice.resolve(request.level(), active);
            List<DiskSelection.Chosen> disks = disks(domain, level);
            if (active) {
                refuseActiveJob(domain);
            }
            if (disks.stream().allMatch(DiskSelection.Chosen::raw) && level == Level.FULL) {
                log.warning(STEP, "Only raw disks attached, changing backup level to copy.");
                level = Level.COPY;
            }
            Chain chain = chain(level, active);
            if (!isWorthIt(domain, chain.point())) {
                return new Backup.Outcome(level, false);
            }
            save(active, disks, chain);
            return new Backup.Outcome(level, true);
        } finally {
            if (started) {
                log.info(STEP, "Ending the domain that was started for the backup.");
                hypervisor.retrying(() -> hypervisor.domain().destroy());
            }
        }
    }

    private boolean startIfAsked(Domain domain) throws NbdException {
        if (!request.job().startDomain() || domain.isActive()) {
            return false;
        }
        log.info(STEP, "Starting domain in paused state.");
        domain.startPausedForConnection();
        return true;
    }

    private List<DiskSelection.Chosen> disks(Domain domain, Level level) throws NbdException {
        List<DiskSelection.Chosen> disks = new DiskSelection(request.disks(), hypervisor.connection(), log)
                .of(DomainXml.parse(domain.xml()), level.isIncremental());
        log.info(STEP, "Backup will save [" + disks.size() + "] attached disks.");
        return disks;
    }

    private static void refuseActiveJob(Domain domain) throws IOException {
        if (domain.jobStats().active()) {
            throw Target.refused("cannot back up " + domain.name()
                    + ": Active block job for running domain: Check with [virsh domjobinfo " + domain.name()
                    + "] or use option -k to kill the active job.");
        }
    }

    private Chain chain(Level level, boolean active) throws IOException {
        if (level == Level.COPY) {
            Point copy = new Point(level, "copy", Checkpoints.PREFIX + "0", Optional.empty(), false, 0);
            return new Chain(copy, List.of());
        }
        if (active) {
            checkpoints.refuseForeign();
        }
        log.info(STEP, "Checkpoint handling.");
        if (level == Level.FULL) {
            checkpoints.removeAll();
            String first = Checkpoints.PREFIX + "0";
            log.info(STEP, "Using checkpoint name: [" + first + "].");
            return new Chain(new Point(level, first, first, Optional.empty(), true, 0), List.of(first));
        }
        return continued(level, active);
    }

    private Chain continued(Level level, boolean active) throws IOException {
        List<String> recorded = choice.recorded();
        String parent = recorded.get(recorded.size() - 1);
        String next = Checkpoints.PREFIX + recorded.size();
        if (!active) {
            int number = choice.offlineIncrements(parent) + 1;
            return level == Level.INC
                    ? new Chain(new Point(level, parent, parent, Optional.of(parent), false, number), recorded)
                    : new Chain(differential(next, Optional.of(parent)), recorded);
        }
        boolean usable = checkpoints.redefine(recorded);
        checkpoints.removeUnrecorded(recorded, next);
        checkpoints.refuseOfOtherSet(parent);
        Optional<String> since = Optional.of(parent);
        if (!usable || !checkpoints.isUsable(parent)) {
            log.warning(STEP, "Checkpoint [" + parent + "] is invalid, switching backup to full.");
            since = Optional.empty();
        }
        if (level == Level.DIFF) {
            return new Chain(differential(next, since), recorded);
        }
        log.info(STEP, "Using checkpoint name: [" + next + "].");
        List<String> after = new ArrayList<>(recorded);
        after.add(next);
        return new Chain(new Point(level, next, next, since, true, 0), after);
    }

    private static Point differential(String next, Optional<String> since) {
        String second = Long.toString(System.currentTimeMillis() / 1000);
        return new Point(Level.DIFF, second, next, since, false, 0);
    }

    private boolean isWorthIt(Domain domain, Point point) throws NbdException {
        OptionalLong threshold = request.job().threshold();
        if (threshold.isEmpty() || !point.isIncremental() || !domain.isActive()) {
            return true;
        }
        long changed = changedSince(domain, point.parent().orElseThrow()).orElse(Long.MAX_VALUE);
        if (changed >= threshold.getAsLong()) {
            return true;
        }
        log.info(
                STEP,
                "Backup size [" + changed + "] does not meet required threshold of [" + threshold.getAsLong()
                        + "], skipping backup.");
        return false;
    }

    /** Bytes written since a checkpoint, as libvirt estimates them. */
    static OptionalLong changedSince(Domain domain, String checkpoint) throws NbdException {
        Optional<Checkpoint> found = domain.checkpoint(checkpoint);
        if (found.isEmpty()) {
            return OptionalLong.empty();
        }
        try (Checkpoint open = found.get()) {
            return CheckpointXml.size(open.xmlWithSizes());
        }
    }

    private void save(boolean active, List<DiskSelection.Chosen> disks, Chain chain) throws IOException {
        Point point = chain.point();
        boolean begun = false;
        boolean recorded = false;
        PointFiles saved =
                archiving.isPresent() ? new ArchivedFiles(archiving.get().archive(), log) : new DataFiles(log);
        try {
            SetFiles files;
            try (Moment moment = active
                    ? OnlineMoment.begin(hypervisor, request.job(), disks, point, log)
                    : OfflineMoment.begin(disks, point.parent(), log)) {
                begun = true;
                if (point.madeCheckpoint()) {
                    // Before its data: if this run breaks off and libvirt forgets it, the next one knows what to
                    // remove.
                    checkpoints.save(point.checkpoint());
                }
                files = SetFiles.collect(hypervisor, disks, log);
                var saver = new DiskSaver(moment, point, request.saving(), target, log);
                read(moment, () -> saved.save(disks, request.saving().workers(), saver, moment));
                log.info(STEP, "Backup jobs finished, stopping backup task.");
            }
            saved.complete();
            List<Path> written = files.save(target, point, log);
            if (archiving.isPresent()) {
                finish(archiving.get(), written, chain);
            }
            if (point.madeCheckpoint()) {
                target.recordCheckpoints(request.domain(), chain.recordedAfter());
            }
            recorded = true;
        } finally {
            if (!recorded) {
                saved.discard();
                if (begun && point.madeCheckpoint()) {
                    forgetCheckpoint(point.checkpoint());
                }
            }
        }
    }

    /** All that makes a set of what is in the archive. */
    private void finish(Backup.Archiving archiving, List<Path> written, Chain chain) throws IOException {
        Archive archive = archiving.archive();
        for (Path file : written) {
            archive.add(String.valueOf(file.getFileName()), file);
        }
        if (!chain.recordedAfter().isEmpty()) {
            archive.add(request.domain() + ".cpt", Target.listOf(chain.recordedAfter()));
            for (Path description : checkpoints.descriptionsOf(chain.recordedAfter())) {
                archive.add("checkpoints/" + description.getFileName(), description);
            }
        }
        log.info(STEP, "Completing the archive.");
        for (Path file : archiving.last()) {
            archive.add(String.valueOf(file.getFileName()), file);
        }
        archive.finish();
    }

    private static void read(Moment moment, Hypervisor.Call call) throws IOException {
        try {
            call.make();
        } catch (NbdException e) {
            throw moment.explained(e);
        }
    }

    /** A checkpoint whose data are not saved must not be the parent of anything. */
    private void forgetCheckpoint(String name) {
        try {
            hypervisor.retrying(() -> checkpoints.remove(name));
        } catch (IOException e) {
            log.warning(
                    STEP, "Checkpoint [" + name + "] is left in libvirt; the next run removes it: " + e.getMessage());
        }
    }
}
