package dev.backupdoctor.nbd.set;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * What reading every byte of some data files found.
 *
 * <p>A file with a checksum is proved as a whole. Without one, compressed payload is proved by the sums of its LZ4
 * frames, and the frames of a full by their order and their sum; the heads of an increment have nothing but their order
 * and their sum then, so that a start that became another one in between cannot be seen: that is said, as of payload
 * which nothing proves.
 *
 * @param files in the order they were given
 * @param problems of the set and of the files, worst first
 */
public record Verification(List<VerifiedFile> files, List<SetProblem> problems) {

    /** Copies the lists. */
    public Verification {
        files = List.copyOf(files);
        problems = List.copyOf(problems);
    }

    /**
     * Reads all files of a set.
     *
     * @param threads how many files are read at once; each takes about 2 MiB of memory
     * @param progress is told how many bytes were read since it was told last, by several threads
     */
    public static Verification of(BackupSet set, int threads, LongConsumer progress) throws InterruptedException {
        return run(set.files(), set.problems(), threads, progress);
    }

    /** Reads the files of a chain: those that a restore needs. */
    public static Verification of(Chain chain, int threads, LongConsumer progress) throws InterruptedException {
        return run(chain.files(), List.of(), threads, progress);
    }

    private static Verification run(List<DataFile> files, List<SetProblem> known, int threads, LongConsumer progress)
            throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(threads, files.size())));
        try {
            List<VerifiedFile> verified = new ArrayList<>();
            List<Callable<VerifiedFile>> work = files.stream()
                    .map(file -> (Callable<VerifiedFile>) () -> new FileVerification(file, progress).run())
                    .toList();
            for (Future<VerifiedFile> result : pool.invokeAll(work)) {
                verified.add(result.get());
            }
            List<SetProblem> problems = Stream.concat(
                            known.stream(), verified.stream().flatMap(file -> file.problems().stream()))
                    .distinct()
                    .sorted(Comparator.comparing(SetProblem::severity))
                    .toList();
            return new Verification(verified, problems);
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading a data file failed in a way that is no problem of the file", e);
        } finally {
            pool.shutdownNow();
        }
    }

    /** Whether any problem keeps a point from being restored. */
    public boolean isBroken() {
        return problems.stream().anyMatch(problem -> problem.severity() == SetProblem.Severity.ERROR);
    }

    /** Whether every byte is known to be what was written; of what {@link #isBroken} it is not. */
    public boolean isProved() {
        return !isBroken() && problems.stream().noneMatch(problem -> problem instanceof SetProblem.NoSum);
    }
}
