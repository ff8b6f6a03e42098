package dev.backupdoctor.nbd.client;

import java.time.Duration;

/**
 * Closes a connection whose handshake does not end in time. A server at its limit of clients accepts and says nothing,
 * and a read of a socket channel has no timeout.
 */
final class Deadline implements AutoCloseable {
    private final Thread watch;
    private final Duration patience;
    private volatile boolean passed;

    Deadline(Duration patience, Wire wire) {
        this.patience = patience;
        watch = new Thread(() -> watch(wire), "nbd-handshake-deadline");
        watch.setDaemon(true);
        watch.start();
    }

    private void watch(Wire wire) {
        try {
            Thread.sleep(patience.toMillis());
            passed = true;
            wire.close();
        } catch (InterruptedException e) {
            // The handshake has ended: the thread does too.
            Thread.currentThread().interrupt();
        }
    }

    boolean hasPassed() {
        return passed;
    }

    Duration patience() {
        return patience;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
