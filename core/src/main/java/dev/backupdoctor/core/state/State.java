package dev.backupdoctor.core.state;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Since;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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

    /**
     * Lines of what earlier checks of a scope measured, the oldest first.
     *
     * @throws StateException when they cannot be had
     */
    public String history(String scope) throws IOException {
        Optional<Store> found = Store.toRead(directory, patience);
        if (found.isEmpty()) {
            return "";
        }
        try (Store store = found.get()) {
            return new KeptMetrics(store, scope).lines();
        } catch (MVStoreException e) {
            throw Store.failure(directory.resolve(Store.FILE), e);
        }
    }

    /**
     * Keeps what a check found and measured, and tells what is different from the last one.
     *
     * @param now of the check; a clock that was set back loses nothing
     * @throws StateException when it cannot be kept; then nothing of it is
     */
    public Since remember(String scope, Diagnosis diagnosis, Instant now) throws IOException {
        try (Store store = Store.toWrite(directory, patience)) {
            new KeptMetrics(store, scope).add(diagnosis.metrics(), now);
            Since since = new KeptFindings(store, scope).update(diagnosis, now);
            store.save(directory);
            return since;
        } catch (MVStoreException e) {
            throw Store.failure(directory.resolve(Store.FILE), e);
        }
    }
}
