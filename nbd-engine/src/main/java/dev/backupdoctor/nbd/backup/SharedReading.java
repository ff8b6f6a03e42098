package dev.backupdoctor.nbd.backup;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.client.Export;
import dev.backupdoctor.nbd.client.PipelinedReader;
import dev.backupdoctor.nbd.client.PipelinedReader.Placement;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Reads an export over several connections, each with a thread that also writes: receiving, compressing, summing and
 * writing take longer than the server takes, so that one thread would keep it waiting.
 */
final class SharedReading {
    private final Export export;
    private final Placement placement;

    /** A reading whose placement takes pieces from several threads. */
    SharedReading(Export export, Placement placement) {
        this.export = export;
        this.placement = placement;
    }

    /**
     * Reads all.
     *
     * @param extents are handed out one by one, so they should not be large
     * @param mostConnections that pay; there are fewer where processors are, and one where the server does not promise
     *     that all see the same
     * @param kept as of {@link PipelinedReader}, for each connection
     */
    void run(List<Extent> extents, int mostConnections, int kept) throws IOException {
        int connections = export.flags().canMultiConn()
                ? Math.min(mostConnections, Runtime.getRuntime().availableProcessors())
                : 1;
        var shared = new Shared(extents.iterator());
        List<Export> exports = new ArrayList<>(List.of(export));
        List<Thread> threads = new ArrayList<>();
        try {
            while (exports.size() < Math.min(connections, extents.size())) {
                exports.add(Export.open(export.uri()));
            }
            List<Export> all = List.copyOf(exports);
            for (Export other : all.subList(1, all.size())) {
                var thread = new Thread(() -> read(other, all, shared, kept), "connection");
                threads.add(thread);
                thread.start();
            }
            read(export, all, shared, kept);
            join(threads, all);
        } finally {
            exports.stream().skip(1).forEach(Export::close);
        }
        shared.check();
    }

    /** Reads over one connection; a failure ends the others as well. */
    private void read(Export mine, List<Export> all, Shared shared, int kept) {
        try {
            new PipelinedReader(mine, PipelinedReader.CHUNK_BYTES, PipelinedReader.IN_FLIGHT, kept)
                    .read(() -> new View(shared), placement);
        } catch (IOException | RuntimeException | Error e) {
            shared.fail(e);
            all.forEach(Export::abort);
        }
    }

    private static void join(List<Thread> threads, List<Export> all) throws InterruptedIOException {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            all.forEach(Export::abort);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("reading was interrupted");
        }
    }

    /** Extents for whoever asks next, until one fails. */
    private static final class Shared {
        private final Iterator<Extent> extents;
        private Optional<Throwable> failure = Optional.empty();

        Shared(Iterator<Extent> extents) {
            this.extents = extents;
        }

        synchronized Optional<Extent> take() {
            return failure.isEmpty() && extents.hasNext() ? Optional.of(extents.next()) : Optional.empty();
        }

        /** The first failure is the one to tell: the other connections are closed because of it. */
        synchronized void fail(Throwable e) {
            failure = failure.or(() -> Optional.of(e));
        }

        synchronized void check() throws IOException {
            if (failure.isEmpty()) {
                return;
            }
            if (failure.get() instanceof IOException e) {
                throw e;
            }
            throw new IllegalStateException("reading over several connections failed", failure.get());
        }
    }

    /** What one thread took and has not read yet. */
    private static final class View implements Iterator<Extent> {
        private final Shared shared;
        private Optional<Extent> taken = Optional.empty();

        View(Shared shared) {
            this.shared = shared;
        }

        @Override
        public boolean hasNext() {
            taken = taken.or(shared::take);
            return taken.isPresent();
        }

        @Override
        public Extent next() {
            Extent next = taken.or(shared::take).orElseThrow(NoSuchElementException::new);
            taken = Optional.empty();
            return next;
        }
    }
}
