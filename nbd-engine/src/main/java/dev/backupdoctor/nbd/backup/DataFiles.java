package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.NbdException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The data files of one run: half-written until all of them are whole, then part of the set together. */
final class DataFiles {
    private final BackupLog log;
    private final List<PartialFile> files = new ArrayList<>();
    private final List<SavedFile> saved = new ArrayList<>();

    DataFiles(BackupLog log) {
        this.log = log;
    }

    /** Saves disks at the same time; the first that fails ends the others. */
    void save(List<DiskSelection.Chosen> disks, OptionalInt workers, DiskSaver saver) throws IOException {
        int threads = Math.min(workers.orElse(disks.size()), disks.size());
        log.info("main", "Concurrent backup processes: [" + threads + "]");
        for (DiskSelection.Chosen disk : disks) {
            files.add(saver.begin(disk));
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CompletionService<SavedFile> done = new ExecutorCompletionService<>(pool);
            List<Future<SavedFile>> results = new ArrayList<>();
            for (int i = 0; i < disks.size(); i++) {
                results.add(done.submit(named(disks.get(i), saver, files.get(i))));
            }
            for (int i = 0; i < disks.size(); i++) {
                done.take().get();
            }
            for (Future<SavedFile> result : results) {
                saved.add(result.get());
            }
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NbdException("the backup was interrupted", e);
        } finally {
            end(pool);
        }
    }

    private static Callable<SavedFile> named(DiskSelection.Chosen disk, DiskSaver saver, PartialFile file) {
        return () -> {
            Thread.currentThread().setName(disk.target());
            return saver.save(disk, file);
        };
    }

    private static IOException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof IOException failure) {
            return failure;
        }
        if (e.getCause() instanceof RuntimeException bug) {
            throw bug;
        }
        throw new IllegalStateException(e.getCause());
    }

    /** Returns when no worker writes any more, even when this thread is told to hurry. */
    private static void end(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = pool.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives all files their names, one right after the other; what is saved lasts when this returns. */
    void complete() throws IOException {
        for (PartialFile file : files) {
            file.rename();
        }
        for (int i = 0; i < files.size(); i++) {
            files.get(i).recordSum(saved.get(i).sum());
        }
    }

    /** Removes what has not got its name. */
    void discard() {
        for (PartialFile file : files) {
            try {
                file.discard();
            } catch (IOException e) {
                log.warning("main", "Half-written file is left behind: " + e.getMessage());
            }
        }
    }
}
