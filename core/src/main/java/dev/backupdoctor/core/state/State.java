package dev.backupdoctor.core.state;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Since;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.h2.mvstore.MVStoreException;

/** What is kept in one directory. Opens the store for each question, and only for that long. */
public final class State {

    /** How long a run waits for another one. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path directory;
    private final Duration patience;

    /** @param directory need not be there yet */
    public State(Path directory) {
        this(directory, PATIENCE);
    }

    State(Path directory, Duration patience) {
        this.directory = directory;
        this.patience = patience;
    }

    /** What is done with the open store. */
    @FunctionalInterface
    private interface Work<T> {
        T with(Store store) throws IOException;
    }

    /**
     * Lines of what earlier checks of a scope measured, the oldest first.
     *
     * @throws StateException when they cannot be had
     */
    public String history(String scope) throws IOException {
        return open(store -> new KeptMetrics(store, scope).lines());
    }

    /**
     * Keeps what a check found and measured, and tells what is different from the last one.
     *
     * @param now of the check; a clock that was set back loses nothing
     * @throws StateException when it cannot be kept; then nothing of it is
     */
    public Since remember(String scope, Diagnosis diagnosis, Instant now) throws IOException {
        return open(store -> {
            new KeptMetrics(store, scope).add(diagnosis.metrics(), now);
            Since since = new KeptFindings(store, scope).update(diagnosis, now);
            store.save(directory);
            return since;
        });
    }

    private <T> T open(Work<T> work) throws IOException {
        try (Store store = Store.open(directory, patience)) {
            return work.with(store);
        } catch (MVStoreException e) {
            throw Store.failure(directory.resolve(Store.FILE), e);
        } catch (InterruptedIOException e) {
            throw e;
        }
    }
}
