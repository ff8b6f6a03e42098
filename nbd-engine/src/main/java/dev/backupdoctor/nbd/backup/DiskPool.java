package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.NbdException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Saves several disks at the same time; the first that fails ends the others, and so does a guest in need. */
final class DiskPool {
    private static final int CHECK_SECONDS = 1;

    private DiskPool() {}

    /** Returns what each gave, in their order, when no thread works any more. */
    static <T> List<T> run(List<Callable<T>> disks, int threads, Moment moment) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CompletionService<T> done = new ExecutorCompletionService<>(pool);
            List<Future<T>> results = new ArrayList<>();
            for (Callable<T> disk : disks) {
                results.add(done.submit(disk));
            }
            for (int i = 0; i < disks.size(); i++) {
                await(done, moment).get();
            }
            moment.check();
            List<T> given = new ArrayList<>();
            for (Future<T> result : results) {
                given.add(result.get());
            }
            return given;
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NbdException("the backup was interrupted", e);
        } finally {
            end(pool);
        }
    }

    private static <T> Future<T> await(CompletionService<T> done, Moment moment)
            throws InterruptedException, NbdException {
        while (true) {
            @Nullable Future<T> next = done.poll(CHECK_SECONDS, TimeUnit.SECONDS);
            if (next != null) {
                return next;
            }
            moment.check();
        }
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
}
