package dev.backupdoctor.nbd.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what a backup says. */
final class RecordedLog implements BackupLog {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Map<String, Deed> deeds = new ConcurrentHashMap<>();

    /** Something that a test does in the middle of a backup. */
    interface Deed {
        void carryOut() throws IOException, InterruptedException;
    }

    /** Does something, once, when a line holds a text; the backup waits for it. */
    RecordedLog when(String text, Deed deed) {
        deeds.put(text, deed);
        return this;
    }

    @Override
    public void line(Severity severity, String step, String message) {
        lines.add(severity + " " + message);
        for (String text : List.copyOf(deeds.keySet())) {
            if (message.contains(text)) {
                carryOut(deeds.remove(text));
            }
        }
    }

    private static void carryOut(@Nullable Deed deed) {
        try {
            if (deed != null) {
                deed.carryOut();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
