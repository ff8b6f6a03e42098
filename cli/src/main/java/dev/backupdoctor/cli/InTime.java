package dev.backupdoctor.cli;

import dev.backupdoctor.core.collect.Recollect;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.source.Problem;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a check, and does not wait for it for ever: it keeps to its time by itself, but a read from a dead network file
 * system returns when it likes.
 */
final class InTime {

    /** For what comes after the last look: rules and state. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private InTime() {}

    /** What the check says; when it does not come back, only that. */
    static Diagnosis diagnose(Recollect check, Duration timeout) throws IOException {
        FutureTask<Diagnosis> task = new FutureTask<>(check::diagnose);
        Thread thread = new Thread(task, "check");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(timeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return nothing("did not end within " + timeout.toSeconds() + " s; something that it reads does not answer");
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return nothing("was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException("the check failed in a way it must not", e.getCause());
        }
    }

    private static Diagnosis nothing(String reason) {
        return new Diagnosis(
                List.of(),
                List.of(),
                List.of(new Problem("check", 0, reason, true)),
                List.of(),
                List.of(),
                new Diagnosis.RuleCounts(0, 0, 0, 0),
                Instant.now());
    }
}
