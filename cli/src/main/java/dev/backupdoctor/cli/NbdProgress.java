package dev.backupdoctor.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One line on a screen that says how far each disk is, how fast, and how long the rest takes. */
final class NbdProgress {
    private static final long INTERVAL_NANOS = 200_000_000;
    private static final int BAR = 20;
    private static final int DEFAULT_COLUMNS = 100;
    private static final double MIB = 1 << 20;

    private final PrintWriter screen;
    private final int columns;
    private final long start = System.nanoTime();
    private final Map<String, long[]> disks = new TreeMap<>();
    private long shown;
    private boolean drawn;

    NbdProgress(PrintWriter screen, int columns) {
        this.screen = screen;
        this.columns = columns;
    }

    /** The progress of a run; none where nobody sees it. */
    static Optional<NbdProgress> on(Terminal terminal) {
        return terminal.target() == Terminal.Target.SCREEN
                ? Optional.of(new NbdProgress(
                        terminal.errors(), terminal.columns().get().orElse(DEFAULT_COLUMNS)))
                : Optional.empty();
    }

    synchronized void show(String disk, long done, long total) {
        disks.put(disk, new long[] {done, total});
        long now = System.nanoTime();
        if (now - shown < INTERVAL_NANOS) {
            return;
        }
        shown = now;
        drawn = true;
        String text = text(now - start);
        screen.print("\r\033[K" + text.substring(0, Math.min(text.length(), columns - 1)));
        screen.flush();
    }

    /** Takes the line away; the next progress draws it again. */
    synchronized void clear() {
        if (drawn) {
            screen.print("\r\033[K");
            screen.flush();
            drawn = false;
        }
    }

    private String text(long nanos) {
        long done = 0;
        long total = 0;
        var text = new StringBuilder();
        for (Map.Entry<String, long[]> disk : disks.entrySet()) {
            done += disk.getValue()[0];
            total += disk.getValue()[1];
            text.append(disk.getKey()).append(' ').append(bar(disk.getValue())).append("  ");
        }
        double seconds = Math.max(nanos, 1) / 1e9;
        double rate = done / seconds;
        long left = rate < 1 ? 0 : Math.round((total - done) / rate);
        return text + String.format(Locale.ROOT, "%.0f MiB/s, %d:%02d left", rate / MIB, left / 60, left % 60);
    }

    private static String bar(long[] disk) {
        double part = disk[1] == 0 ? 1 : Math.min(1, (double) disk[0] / disk[1]);
        int full = (int) Math.round(part * BAR);
        return "[" + "#".repeat(full) + " ".repeat(BAR - full) + "] "
                + String.format(Locale.ROOT, "%3.0f%%", part * 100);
    }
}
