package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.virtnbd.event.VirtnbdEvent.Ended;
import java.util.Optional;

/** How the last message of a run says that it is over. */
final class Ending {

    private Ending() {}

    /** What a message ends; empty for one after which the run goes on. */
    static Optional<Ended> of(String message) {
        if (message.equals("Finished successfully")) {
            return Optional.of(Ended.FINISHED);
        } else if (message.equals("Error during backup")) {
            return Optional.of(Ended.FAILED);
        } else if (message.endsWith("Warnings detected during backup operation, forcing exit code 2")) {
            return Optional.of(Ended.WARNED);
        } else if (message.startsWith("Signal caught: ") || message.startsWith("Caught signal: ")) {
            return Optional.of(Ended.INTERRUPTED);
        } else if (message.startsWith("Started backup job for debugging, exiting")) {
            return Optional.of(Ended.STARTED_ONLY);
        } else if (message.equals("Stopping backup job")) {
            return Optional.of(Ended.KILLED_JOB);
        } else if (message.startsWith("Estimated checkpoint backup size: ")) {
            return Optional.of(Ended.PRINTED);
        } else if (message.startsWith("Backup size [") && message.endsWith("skipping backup.")) {
            return Optional.of(Ended.SKIPPED);
        }
        return Optional.empty();
    }

    /** True for what a backup says once there is no way back: its job begins, or data are written. */
    static boolean isWork(String message) {
        return message.startsWith("Starting backup job")
                || message.startsWith("Offline backup, starting local NBD server")
                || message.startsWith("Write data to target file: ");
    }

    /** True for what a run says only after it has saved everything that it could. */
    static boolean isFinal(Ended ended) {
        return ended == Ended.FINISHED || ended == Ended.FAILED || ended == Ended.WARNED;
    }
}
