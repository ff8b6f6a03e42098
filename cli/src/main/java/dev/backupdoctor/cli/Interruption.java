package dev.backupdoctor.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run end in an orderly way when the process is told to end by Ctrl-C or SIGTERM: its thread is interrupted, and
 * the process waits for it.
 */
final class Interruption implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 90;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private final int exit;
    private volatile boolean caught;

    /**
     * Begins to listen.
     *
     * @param exit exit code of a process that was told to end; Java's own would be 128 and more
     */
    Interruption(Thread run, int exit) {
        this.exit = exit;
        this.hook = new Thread(() -> end(run), "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void end(Thread run) {
        caught = true;
        run.interrupt();
        try {
            boolean orderly = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!orderly) {
                System.getLogger(Interruption.class.getName())
                        .log(System.Logger.Level.WARNING, "the run did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exit);
    }

    /** Whether the process was told to end. */
    boolean isCaught() {
        return caught;
    }

    @Override
    public void close() {
        ended.countDown();
        if (caught) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Told to end at this very moment: the hook runs, and finds that all has ended.
            caught = true;
        }
    }
}
