package dev.backupdoctor.nbd.set;

import dev.backupdoctor.nbd.set.SetProblem.DiskLeftOut;
import dev.backupdoctor.nbd.set.SetProblem.DiskMissing;
import dev.backupdoctor.nbd.set.SetProblem.NotSaved;
import dev.backupdoctor.nbd.set.SetProblem.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Holds the disks of a set against each other, and the list of checkpoints against the files. */
final class DiskCheck {
    private final Path directory;
    private final List<DataFile> leading;
    private final List<String> checkpoints;
    private final Set<String> names;
    private final CheckpointOrder order;
    private final List<SetProblem> problems = new ArrayList<>();

    DiskCheck(Path directory, List<DataFile> files, List<String> checkpoints, Set<String> names) {
        this.directory = directory;
        this.leading = files.stream().filter(DataFile::leadsToCheckpoint).toList();
        this.checkpoints = checkpoints;
        this.names = names;
        this.order = new CheckpointOrder(checkpoints);
    }

    List<SetProblem> problems() {
        Map<String, String> newest = new TreeMap<>();
        for (DataFile file : leading) {
            newest.merge(file.name().disk(), file.meta().checkpointName(), (a, b) -> order.compare(a, b) < 0 ? b : a);
        }
        newest.values().stream()
                .max(order)
                .ifPresent(last -> newest.forEach((disk, checkpoint) -> {
                    if (order.compare(checkpoint, last) < 0) {
                        problems.add(behind(disk, last));
                    }
                }));
        checkList();
        return problems;
    }

    private SetProblem behind(String disk, String checkpoint) {
        boolean brokeOff = names.contains(DataFileName.inc(disk, checkpoint).fileName() + DataFileName.PARTIAL)
                || names.contains(DataFileName.full(disk).fileName() + DataFileName.PARTIAL);
        Path xml = directory.resolve("checkpoints").resolve(checkpoint + ".xml");
        Place place = Place.of(DataFileName.inc(disk, checkpoint).fileName());
        return brokeOff || CheckpointXml.covers(xml, disk)
                ? new DiskMissing(place, disk, checkpoint)
                : new DiskLeftOut(place, disk, checkpoint);
    }

    private void checkList() {
        String list =
                names.stream().filter(name -> name.endsWith(".cpt")).findFirst().orElse("");
        for (String checkpoint : checkpoints) {
            boolean saved = leading.stream()
                    .anyMatch(file -> file.meta().checkpointName().equals(checkpoint));
            if (!saved) {
                problems.add(new NotSaved(Place.of(list), checkpoint));
            }
        }
    }
}
