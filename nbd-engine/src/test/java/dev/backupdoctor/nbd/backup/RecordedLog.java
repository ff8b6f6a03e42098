package dev.backupdoctor.nbd.backup;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a backup says. */
final class RecordedLog implements BackupLog {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void line(Severity severity, String step, String message) {
        lines.add(severity + " " + message);
    }

    @Override
    public void progress(String disk, long done, long total) {}

    List<String> lines() {
        return lines;
    }

    String text() {
        return String.join("\n", lines);
    }
}
