package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.set.DataFileName;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

/** The data files of one run in an archive, one after the other. */
final class ArchivedFiles implements PointFiles {
    private final Archive archive;
    private final BackupLog log;

    ArchivedFiles(Archive archive, BackupLog log) {
        this.archive = archive;
        this.log = log;
    }

    @Override
    public void save(List<DiskSelection.Chosen> disks, OptionalInt workers, DiskSaver saver, Moment moment)
            throws IOException {
        for (DiskSelection.Chosen disk : disks) {
            if (disk.raw()) {
                throw new NbdException("raw disk " + disk.target()
                        + " cannot be part of an archive; leave --raw away, or name a directory");
            }
        }
        log.info("main", "Concurrent backup processes: [1]");
        List<Callable<String>> work = disks.stream()
                .map(disk -> (Callable<String>) () -> {
                    Thread.currentThread().setName(disk.target());
                    return save(disk, saver);
                })
                .toList();
        DiskPool.run(work, 1, moment);
    }

    private String save(DiskSelection.Chosen disk, DiskSaver saver) throws IOException {
        String name = saver.fileName(disk);
        long sum = saver.save(disk, archive.begin(name));
        archive.end();
        archive.add(name + DataFileName.SUM, Long.toString(sum));
        return name;
    }

    @Override
    public void complete() {
        // What follows the data completes an archive.
    }

    @Override
    public void discard() {
        log.warning("main", "The archive that was written is not complete: throw it away.");
    }
}
