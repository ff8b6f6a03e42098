package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.ChainException;
import dev.backupdoctor.nbd.set.DataFileName;
import dev.backupdoctor.nbd.set.SetProblem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides what level a run has, from what was asked for, what lies in the target, and whether the domain runs. */
final class LevelChoice {
    private static final String STEP = "level";

    private final Target target;
    private final boolean archived;
    private final BackupLog log;

    /**
     * A choice for one run.
     *
     * @param archived whether data files go elsewhere, so that only the list of checkpoints tells of a chain
     */
    LevelChoice(Target target, boolean archived, BackupLog log) {
        this.target = target;
        this.archived = archived;
        this.log = log;
    }

    /** Refuses what can be refused without asking the hypervisor: leftovers where a chain is to be continued. */
    void refuseLeftovers(Level asked) throws IOException {
        List<String> partials = target.partials();
        if (partials.isEmpty() || asked == Level.COPY || asked == Level.FULL) {
            return;
        }
        throw Target.refused("cannot continue the chain: Partial backup found in target directory: ["
                + target.resolve(partials.get(0)) + "], one of the last backups broke off; if the list of checkpoints"
                + " has no entry without a data file, delete what is partial and try again, else make a new full"
                + " backup");
    }

    /** The level that is carried out. */
    Level resolve(Level asked, boolean active) throws IOException {
        Level level = asked == Level.AUTO ? automatic() : asked;
        if (level == Level.FULL && !active) {
            log.warning(STEP, "Domain is offline, resetting backup options.");
            log.warning(STEP, "New Backup level: [copy].");
            level = Level.COPY;
        }
        if (level.isIncremental()) {
            if (!archived && !target.hasFull()) {
                throw Target.refused("cannot make an incremental backup: Unable to execute [" + level.word()
                        + "] backup: No full backup found in target directory: [" + target.directory() + "]");
            }
        } else if (!target.dataFiles().isEmpty()) {
            throw Target.refused("cannot back up into " + target.directory()
                    + ": Target directory already contains full or copy backup; name an empty one");
        }
        return level;
    }

    private Level automatic() throws IOException {
        boolean begins =
                archived ? list().checkpoints().isEmpty() : target.dataFiles().isEmpty();
        if (begins) {
            log.info(STEP, "Backup mode auto, target folder is empty: executing full backup.");
            return Level.FULL;
        }
        if (!archived && !target.hasFull()) {
            throw Target.refused("cannot choose a level: Can't execute switch to auto incremental backup: target folder"
                    + " [" + target.directory() + "] does not contain full backup.");
        }
        log.info(STEP, "Backup mode auto: executing incremental backup.");
        return Level.INC;
    }

    /**
     * The checkpoints that the set records, oldest first.
     *
     * @throws ChainException when there are none, or the set is broken: what is built on it could not be restored
     */
    List<String> recorded() throws IOException {
        BackupSet set = list();
        List<SetProblem> inTheWay = set.problems().stream()
                .filter(problem -> isInTheWay(problem) && !isOfUnrecorded(problem, set.checkpoints()))
                .toList();
        if (!inTheWay.isEmpty()) {
            throw new ChainException(
                    "cannot continue the chain in " + target.directory() + ": "
                            + inTheWay.stream()
                                    .map(problem -> problem.place() + " " + problem.message())
                                    .collect(Collectors.joining("; "))
                            + "; make a new full backup into another directory",
                    inTheWay);
        }
        if (set.checkpoints().isEmpty()) {
            throw Target.refused("cannot continue the chain in " + target.directory()
                    + ": No existing checkpoints found, execute full backup first.");
        }
        return set.checkpoints();
    }

    private BackupSet list() throws IOException {
        return BackupSet.read(target.directory());
    }

    private boolean isInTheWay(SetProblem problem) {
        if (archived) {
            return problem instanceof SetProblem.ListUnreadable;
        }
        return problem.severity() == SetProblem.Severity.ERROR
                || problem instanceof SetProblem.NotSaved
                || problem instanceof SetProblem.ListUnreadable;
    }

    /** Whether the problem is with what a run left that broke off before it recorded its checkpoint. */
    private static boolean isOfUnrecorded(SetProblem problem, List<String> recorded) {
        if (problem instanceof SetProblem.DiskMissing missing) {
            return !recorded.contains(missing.checkpoint());
        }
        return DataFileName.parse(problem.place().file())
                .filter(name -> name.level() == DataFileName.Level.INC && !recorded.contains(name.ident()))
                .isPresent();
    }

    /** How many increments under a checkpoint were made while the domain was off. */
    int offlineIncrements(String checkpoint) throws IOException {
        return target.dataFiles().stream()
                .map(DataFileName::parse)
                .flatMap(Optional::stream)
                .filter(name ->
                        name.level() == DataFileName.Level.INC && name.ident().equals(checkpoint) && name.number() > 0)
                .mapToInt(DataFileName::number)
                .max()
                .orElse(0);
    }
}
