package dev.backupdoctor.core.state;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Since;
import dev.backupdoctor.core.source.Taken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.h2.mvstore.MVStoreException;

/**
 * What is kept in one directory. Opens the store for each question, and only for that long. A run has one; all its
 * questions together wait for other runs no longer than allowed.
 */
public final class State {

    /** How long a run waits for another one. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path directory;
    private final Duration patience;
    private Duration waited = Duration.ZERO;

    /** @param directory need not be there yet */
    public State(Path directory) {
        this(directory, PATIENCE);
    }

    State(Path directory, Duration patience) {
        this.directory = directory;
        this.patience = patience;
    }

    /**
     * Lines of what earlier checks of a scope measured, the oldest first.
     *
     * @throws StateException when they cannot be had
     */
    public String history(String scope) throws IOException {
        return look(store -> new KeptMetrics(store, scope).lines(), "");
    }

    private <T> T look(Function<Store, T> question, T nothing) throws IOException {
        Optional<Store> found = waiting(left -> Store.toRead(directory, left));
        if (found.isEmpty()) {
            return nothing;
        }
        try (Store store = found.get()) {
            return question.apply(store);
        } catch (MVStoreException e) {
            throw Store.failure(directory.resolve(Store.FILE), e);
        }
    }

    /**
     * Names of those logs that are as the last check of a scope left them.
     *
     * @throws StateException when that cannot be known
     */
    public Set<String> unchanged(String scope, List<Taken.OfFile> logs) throws IOException {
        return look(store -> new KeptLogs(store, scope).unchanged(logs), Set.of());
    }

    /**
     * What a check found.
     *
     * @param logs that it knows, read now or before
     * @param whole false when what had not changed was left out, so that nothing can be called gone
     */
    public record Checked(Diagnosis diagnosis, List<Taken.OfFile> logs, boolean whole) {
        public Checked {
            logs = List.copyOf(logs);
        }
    }

    /**
     * Keeps what a check found and measured, and tells what is different from the last one.
     *
     * @param now of the check; a clock that was set back loses nothing
     * @throws StateException when it cannot be kept; then nothing of it is
     */
    public Since remember(String scope, Checked checked, Instant now) throws IOException {
        Diagnosis diagnosis = checked.diagnosis();
        try (Store store = waiting(left -> Store.toWrite(directory, left))) {
            new KeptMetrics(store, scope).add(diagnosis.metrics(), now);
            Since since = new KeptFindings(store, scope).update(diagnosis, checked.whole(), now);
            if (diagnosis.complete()) {
                new KeptLogs(store, scope).update(checked.logs());
            }
            store.save(directory);
            return since;
        } catch (MVStoreException e) {
            throw Store.failure(directory.resolve(Store.FILE), e);
        }
    }

    /** Opens the store within the patience that is left. */
    @FunctionalInterface
    private interface Opening<T> {
        T within(Duration left) throws IOException;
    }

    private synchronized <T> T waiting(Opening<T> opening) throws IOException {
        long began = System.nanoTime();
        try {
            Duration left = patience.minus(waited);
            return opening.within(left.isNegative() ? Duration.ZERO : left);
        } finally {
            waited = waited.plusNanos(System.nanoTime() - began);
        }
    }
}
