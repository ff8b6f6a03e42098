package dev.backupdoctor.nbd.set;

import dev.backupdoctor.nbd.set.SetProblem.DiskMissing;
import dev.backupdoctor.nbd.set.SetProblem.Gap;
import dev.backupdoctor.nbd.set.SetProblem.NoFull;
import dev.backupdoctor.nbd.set.SetProblem.Place;
import dev.backupdoctor.nbd.set.SetProblem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that give one disk at one point in time, in the order they have to be applied.
 *
 * @param files a full or copy first, then increments, each from the checkpoint that the one before leads to
 */
public record Chain(String disk, List<DataFile> files) {

    /** Copies the list; there is at least one file. */
    public Chain {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a chain has at least one file");
        }
    }

    /**
     * The last point of a disk. An increment that was made while the domain was off, or a differential backup, is the
     * last point as long as no other increment followed.
     *
     * @throws ChainException when anything is wrong with the disk, even if the point before could be restored: which
     *     point is wanted then is not for us to guess
     */
    public static Chain latest(BackupSet set, String disk) throws ChainException {
        List<SetProblem> blocking = set.problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR && concerns(problem, disk))
                .toList();
        if (!blocking.isEmpty()) {
            throw refused(set, disk, blocking);
        }
        var links = new Links(set.files(disk));
        var order = new CheckpointOrder(set.checkpoints());
        Optional<DataFile> tip = links.tips().stream()
                .max((a, b) -> order.compare(a.meta().checkpointName(), b.meta().checkpointName()));
        if (tip.isPresent()) {
            DataFile last = links.lastSideOf(tip.get().meta().checkpointName()).orElse(tip.get());
            return new Chain(disk, links.pathTo(last));
        }
        DataFile copy = set.files(disk).stream().findFirst().orElseThrow(() -> noSuchDisk(set, disk));
        return new Chain(disk, List.of(copy));
    }

    /**
     * The point of a checkpoint, or the one that a data file gives.
     *
     * @param point name of a checkpoint or of a data file
     * @throws ChainException when the set has no such point, or it cannot be restored
     */
    public static Chain until(BackupSet set, String disk, String point) throws ChainException {
        var links = new Links(set.files(disk));
        DataFile last = links.leadingTo(point)
                .or(() -> set.file(point).filter(file -> file.name().disk().equals(disk)))
                .or(() -> set.files(disk).stream()
                        .filter(file -> file.meta().checkpointName().equals(point))
                        .findFirst())
                .orElseThrow(() -> new ChainException(
                        "disk " + disk + " of " + set.directory() + " has no point " + point + restorable(set, disk),
                        List.of()));
        List<DataFile> path = links.pathTo(last);
        List<SetProblem> blocking = blocking(set, path.isEmpty() ? List.of(last) : path);
        if (!blocking.isEmpty() || path.isEmpty()) {
            throw refused(set, disk, blocking);
        }
        return new Chain(disk, path);
    }

    /**
     * The files that the caller names, in the order named.
     *
     * @throws ChainException when they are no chain: the first is no full, one is missing in between, or one is damaged
     */
    public static Chain of(BackupSet set, List<String> fileNames) throws ChainException {
        var chain = new ArrayList<DataFile>();
        String reached = "";
        for (String name : fileNames) {
            DataFile file = set.file(name)
                    .orElseThrow(() -> new ChainException(
                            "set " + set.directory() + " has no whole data file " + name, set.problems()));
            String parent = file.meta().parentCheckpoint().orElse("");
            if (chain.isEmpty() && !file.isWhole()) {
                throw refused(set, file.name().disk(), List.of(new NoFull(Place.of(file))));
            }
            if (!chain.isEmpty() && !file.isWhole() && !parent.equals(reached)) {
                throw refused(set, file.name().disk(), List.of(new Gap(Place.of(file), parent)));
            }
            chain.add(file);
            reached = file.leadsToCheckpoint() ? file.meta().checkpointName() : reached;
        }
        List<SetProblem> blocking = blocking(set, chain).stream()
                .filter(problem -> !(problem instanceof Gap) && !(problem instanceof NoFull))
                .toList();
        if (chain.isEmpty() || !blocking.isEmpty()) {
            throw refused(set, chain.isEmpty() ? "" : chain.get(0).name().disk(), blocking);
        }
        return new Chain(chain.get(0).name().disk(), chain);
    }

    /** Names of the checkpoints of a disk that can be restored as far as their heads tell, oldest first. */
    public static List<String> points(BackupSet set, String disk) {
        var links = new Links(set.files(disk));
        return set.files(disk).stream()
                .filter(DataFile::leadsToCheckpoint)
                .filter(file -> !links.pathTo(file).isEmpty()
                        && blocking(set, links.pathTo(file)).isEmpty())
                .map(file -> file.meta().checkpointName())
                .sorted(new CheckpointOrder(set.checkpoints()))
                .toList();
    }

    /** The file that gives the point. */
    public DataFile last() {
        return files.get(files.size() - 1);
    }

    /** Bytes of the disk at that point. */
    public long virtualSize() {
        return last().meta().virtualSize();
    }

    private static boolean concerns(SetProblem problem, String disk) {
        return problem instanceof DiskMissing
                || DataFileName.parse(problem.place().file())
                        .filter(name -> name.disk().equals(disk))
                        .isPresent();
    }

    private static List<SetProblem> blocking(BackupSet set, List<DataFile> path) {
        List<String> names = path.stream().map(DataFile::fileName).toList();
        return set.problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .filter(problem -> !(problem instanceof DiskMissing))
                .filter(problem -> names.contains(problem.place().file())
                        || (problem instanceof SetProblem.Fork fork && names.contains(fork.other())))
                .toList();
    }

    private static ChainException refused(BackupSet set, String disk, List<SetProblem> problems) {
        String reason = problems.isEmpty()
                ? "it has no full that leads there"
                : problems.get(0).place() + " " + problems.get(0).message();
        return new ChainException(
                "cannot restore disk " + disk + " of " + set.directory() + ": " + reason + restorable(set, disk),
                problems);
    }

    private static ChainException noSuchDisk(BackupSet set, String disk) {
        return new ChainException(
                "set " + set.directory() + " has no data of disk " + disk + "; it has "
                        + String.join(", ", set.disks()),
                List.of());
    }

    private static String restorable(BackupSet set, String disk) {
        List<String> points = points(set, disk);
        return points.isEmpty()
                ? "; no point of it can be restored"
                : "; points that can be restored with --until: " + String.join(", ", points);
    }
}
