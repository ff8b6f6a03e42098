package dev.backupdoctor.nbd.backup;

/** Where a backup says what it does. Several threads may speak at once; the name of a thread is that of its disk. */
public interface BackupLog {

    /** Keeps nothing. */
    BackupLog SILENT = new BackupLog() {
        @Override
        public void line(Severity severity, String step, String message) {}

        @Override
        public void progress(String disk, long done, long total) {}
    };

    /** How grave a line is. */
    enum Severity {
        /** How it came about. */
        DEBUG,
        /** What is done. */
        INFO,
        /** The backup goes on, but not as asked for. */
        WARNING,
        /** It fails. */
        ERROR
    }

    /**
     * A line.
     *
     * @param step what of the backup speaks
     * @param message without a full stop where it ends with a value
     */
    void line(Severity severity, String step, String message);

    /**
     * How far a disk is.
     *
     * @param disk target device
     * @param done bytes saved
     * @param total bytes to save
     */
    void progress(String disk, long done, long total);

    /** A line of {@link Severity#INFO}. */
    default void info(String step, String message) {
        line(Severity.INFO, step, message);
    }

    /** A line of {@link Severity#WARNING}. */
    default void warning(String step, String message) {
        line(Severity.WARNING, step, message);
    }
}
