package dev.backupdoctor.nbd.restore;

import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.ChainException;
import dev.backupdoctor.nbd.set.ChainSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Restores one disk at one point.
 *
 * <p>The image has another name until every byte of the chain was written and, in another thread, held against its
 * sums: what ends well is whole, and what does not end well leaves nothing that could be taken for an image.
 */
public final class DiskRestore {
    private DiskRestore() {}

    /**
     * Restores.
     *
     * @param target the image to be; must not exist
     * @param progress is told how many bytes of data were written since it was told last
     * @throws ChainException when the chain is damaged
     * @throws IOException when the image cannot be written
     */
    public static void run(Chain chain, Path target, ImageOptions options, LongConsumer progress) throws IOException {
        ExecutorService checker = Executors.newSingleThreadExecutor(DiskRestore::daemon);
        try (PartialImage partial = PartialImage.of(target)) {
            Future<Void> checking = checker.submit(() -> {
                SumCheck.run(chain);
                return null;
            });
            try (ChainSource source = ChainSource.open(chain)) {
                write(source, partial, options, progress);
            }
            join(checking);
            partial.complete();
        } finally {
            checker.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "restore-sums");
        thread.setDaemon(true);
        return thread;
    }

    private static void write(ChainSource source, PartialImage partial, ImageOptions options, LongConsumer progress)
            throws IOException {
        if (options.format().equals("raw")) {
            new ChainCopy(source, new RawImageWriter(partial.channel(), source.size()), progress).run();
            return;
        }
        try (NbdImageWriter image = NbdImageWriter.create(partial.path(), source.size(), options)) {
            new ChainCopy(source, image, progress).run();
        }
    }

    private static void join(Future<Void> checking) throws IOException {
        try {
            checking.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the restore was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
