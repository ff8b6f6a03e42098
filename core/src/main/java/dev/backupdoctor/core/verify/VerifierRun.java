package dev.backupdoctor.core.verify;

import dev.backupdoctor.core.spi.Verifier;
import dev.backupdoctor.core.verify.Proof.Answer;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a product's verifier within time and space, and leaves nothing behind. */
final class VerifierRun {

    private static final long LOOK_MILLIS = 100;

    /** An orderly end, such as that of a job, may take some time. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final String name;
    private final Verifier verifier;
    private final Allowance allowance;
    private final Consumer<String> told;

    VerifierRun(String name, Verifier verifier, Allowance allowance, Consumer<String> told) {
        this.name = name;
        this.verifier = verifier;
        this.allowance = allowance;
        this.told = told;
    }

    Proof.Step run(List<String> arguments) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory(allowance.scratch(), "backup-doctor-verify-");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            var task = new Verifier.Task(arguments, scratch, allowance.time(), allowance.bytes(), told);
            return await(thread.submit(() -> verifier.verify(task)), scratch);
        } finally {
            thread.shutdownNow();
            // Its files are its own until it has ended.
            if (!thread.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                told.accept("verifier " + name + " does not end; " + scratch + " may be left behind");
            }
            remove(scratch);
        }
    }

    private Proof.Step await(Future<Verifier.Verdict> running, Path scratch) throws IOException, InterruptedException {
        long end = System.nanoTime() + allowance.time().toNanos();
        while (true) {
            try {
                Verifier.Verdict verdict = running.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                return step(verdict.holds() ? Answer.HOLDS : Answer.FAILS, verdict.text(), verdict.figures());
            } catch (TimeoutException stillRunning) {
                long used = bytes(scratch);
                if (used > allowance.bytes()) {
                    running.cancel(true);
                    return ended("it wrote more than the " + allowance.bytes() + " bytes of its budget");
                } else if (System.nanoTime() - end > 0) {
                    running.cancel(true);
                    return ended("it took longer than the " + allowance.time().toSeconds() + " s of its budget");
                }
            } catch (ExecutionException e) {
                return failed(e.getCause());
            }
        }
    }

    private Proof.Step failed(@Nullable Throwable cause) {
        if (cause instanceof IOException io) {
            return step(Answer.OPEN, "could not be tried: " + io.getMessage(), new TreeMap<>());
        } else if (cause instanceof InterruptedException) {
            return ended("it was interrupted");
        }
        throw new IllegalStateException("verifier " + name + " failed in a way it must not", cause);
    }

    private Proof.Step ended(String why) {
        return step(Answer.FAILS, why + ": nothing is proved", new TreeMap<>());
    }

    private Proof.Step step(Answer answer, String text, SortedMap<String, String> figures) {
        return new Proof.Step("verifier " + name, answer, text, figures);
    }

    /** What lies below a directory now; files may come and go meanwhile. */
    private static long bytes(Path directory) throws IOException {
        AtomicLong sum = new AtomicLong();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sum.addAndGet(attributes.size());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path below, @Nullable IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return sum.get();
    }

    private static void remove(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path below, @Nullable IOException failed) throws IOException {
                Files.deleteIfExists(below);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
