package dev.backupdoctor.nbd.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

/** The data files of one run: half-written until all of them are whole, then part of the set together. */
final class DataFiles implements PointFiles {
    private final BackupLog log;
    private final List<PartialFile> files = new ArrayList<>();
    private final List<SavedFile> saved = new ArrayList<>();

    DataFiles(BackupLog log) {
        this.log = log;
    }

    /** Saves disks at the same time; the first that fails ends the others. */
    @Override
    public void save(List<DiskSelection.Chosen> disks, OptionalInt workers, DiskSaver saver, Moment moment)
            throws IOException {
        int threads = Math.min(workers.orElse(disks.size()), disks.size());
        log.info("main", "Concurrent backup processes: [" + threads + "]");
        for (DiskSelection.Chosen disk : disks) {
            files.add(saver.begin(disk));
        }
        List<Callable<SavedFile>> work = new ArrayList<>();
        for (int i = 0; i < disks.size(); i++) {
            work.add(named(disks.get(i), saver, files.get(i)));
        }
        saved.addAll(DiskPool.run(work, threads, moment));
    }

    private static Callable<SavedFile> named(DiskSelection.Chosen disk, DiskSaver saver, PartialFile file) {
        return () -> {
            Thread.currentThread().setName(disk.target());
            return saver.save(disk, file);
        };
    }

    /** Gives all files their names, one right after the other; what is saved lasts when this returns. */
    @Override
    public void complete() throws IOException {
        for (PartialFile file : files) {
            file.rename();
        }
        for (int i = 0; i < files.size(); i++) {
            files.get(i).recordSum(saved.get(i).sum());
        }
    }

    /** Removes what has not got its name. */
    @Override
    public void discard() {
        for (PartialFile file : files) {
            try {
                file.discard();
            } catch (IOException e) {
                log.warning("main", "Half-written file is left behind: " + e.getMessage());
            }
        }
    }
}
