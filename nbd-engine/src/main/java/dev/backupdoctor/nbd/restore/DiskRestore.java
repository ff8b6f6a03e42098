package dev.backupdoctor.nbd.restore;

import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.ChainException;
import dev.backupdoctor.nbd.set.ChainSource;
import dev.backupdoctor.nbd.set.SetProblem;
import dev.backupdoctor.nbd.set.Verification;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Restores one disk at one point.
 *
 * <p>The image has another name until every byte of the chain was written and, in another thread, verified: what ends
 * well is whole, and what does not end well leaves nothing that could be taken for an image.
 */
public final class DiskRestore {
    private static final int DECODING_READERS = 2;

    private DiskRestore() {}

    /**
     * Restores.
     *
     * @param target the image to be; must not exist
     * @param progress is told how many bytes of data were written since it was told last
     * @return what verifying found, which is nothing that keeps the image from being right
     * @throws ChainException when the chain is damaged
     * @throws IOException when the image cannot be written
     */
    public static Verification run(Chain chain, Path target, ImageOptions options, LongConsumer progress)
            throws IOException {
        ExecutorService verifier = Executors.newSingleThreadExecutor(work -> daemon(work));
        try (PartialImage partial = PartialImage.of(target)) {
            Future<Verification> verifying = verifier.submit(() -> Verification.of(chain, 1, bytes -> {}));
            try (ChainSource source = ChainSource.open(chain)) {
                write(source, partial, options, progress);
            }
            Verification verified = join(verifying);
            refuseBroken(chain, verified);
            partial.complete();
            return verified;
        } finally {
            verifier.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "restore-verification");
        thread.setDaemon(true);
        return thread;
    }

    private static void write(ChainSource source, PartialImage partial, ImageOptions options, LongConsumer progress)
            throws IOException {
        boolean compressed =
                source.chain().files().stream().anyMatch(file -> file.meta().isCompressed());
        int readers = compressed ? DECODING_READERS : 0;
        if (options.format().equals("raw")) {
            new ChainCopy(source, new RawImageWriter(partial.channel(), source.size()), readers, progress).run();
            return;
        }
        try (NbdImageWriter image = NbdImageWriter.create(partial.path(), source.size(), options)) {
            new ChainCopy(source, image, readers, progress).run();
        }
    }

    private static Verification join(Future<Verification> verifying) throws IOException {
        try {
            return verifying.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the restore was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void refuseBroken(Chain chain, Verification verified) throws ChainException {
        if (verified.isBroken()) {
            List<SetProblem> problems = verified.problems();
            throw new ChainException(
                    "cannot restore disk " + chain.disk() + ": "
                            + problems.get(0).place() + " "
                            + problems.get(0).message()
                            + "; restore an earlier point with --until, and look for what damages files here",
                    problems);
        }
    }
}
