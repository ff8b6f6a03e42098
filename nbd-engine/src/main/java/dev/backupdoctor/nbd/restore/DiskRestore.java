package dev.backupdoctor.nbd.restore;

import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.ChainException;
import dev.backupdoctor.nbd.set.ChainSource;
import dev.backupdoctor.nbd.tool.QemuImg;
import dev.backupdoctor.nbd.tool.QemuImg.Image;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
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
            writeOrSayWhere(chain, partial, options, progress);
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

    /** Neither the system nor qemu says which file has no room. */
    private static void writeOrSayWhere(Chain chain, PartialImage partial, ImageOptions options, LongConsumer progress)
            throws IOException {
        try {
            write(chain, partial, options, progress);
        } catch (ChainException | FileSystemException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(
                    "cannot restore disk " + chain.disk() + " to " + partial.path() + ": " + e.getMessage(), e);
        }
    }

    private static void write(Chain chain, PartialImage partial, ImageOptions options, LongConsumer progress)
            throws IOException {
        if (options.compressed()) {
            compress(chain, partial.path(), options, progress);
            return;
        }
        try (ChainSource source = ChainSource.open(chain)) {
            if (options.isRaw()) {
                if (!options.options().isEmpty()) {
                    Image image = Image.file(partial.path(), options.format());
                    QemuImg.installed().create(image, source.size(), options.options());
                }
                new ChainCopy(source, new RawImageWriter(partial.channel(), source.size()), progress).run();
                return;
            }
            try (NbdImageWriter image = NbdImageWriter.create(partial.path(), source.size(), options)) {
                new ChainCopy(source, image, progress).run();
            }
        }
    }

    /**
     * Has qemu-img read the chain and write the image: a compressed cluster can be written once only and whole, and its
     * size is qemu's affair.
     */
    private static void compress(Chain chain, Path image, ImageOptions options, LongConsumer progress)
            throws IOException {
        try (ChainMap map = ChainMap.of(chain, ChainMap.Offer.reading(chain.disk()))) {
            QemuImg.installed()
                    .compress(
                            new Image(map.uri().toString(), "raw"),
                            Image.file(image, options.format()),
                            options.options());
            Optional<IOException> failure = map.firstFailure();
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
        progress.accept(chain.last().meta().virtualSize());
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
