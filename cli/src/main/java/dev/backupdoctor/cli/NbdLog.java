package dev.backupdoctor.cli;

import dev.backupdoctor.nbd.backup.BackupLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The log of a run as virtnbdbackup writes it, so that what watches its logs understands ours.
 *
 * <pre>
 * [2026-11-20 13:18:02] INFO root nbd - main [main]: Backup level: [full]
 * </pre>
 */
final class NbdLog implements BackupLog, AutoCloseable {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final PrintWriter screen;
    private final boolean verbose;
    private final boolean quiet;
    private final Optional<PrintWriter> file;
    private final Optional<NbdProgress> progress;
    private Optional<NbdSyslog> syslog = Optional.empty();
    private final AtomicInteger warnings = new AtomicInteger();

    /**
     * A log.
     *
     * @param quiet whether only warnings and errors are shown; the file gets all
     */
    NbdLog(PrintWriter screen, boolean verbose, boolean quiet, Optional<Path> file, Optional<NbdProgress> progress)
            throws IOException {
        this.screen = screen;
        this.verbose = verbose;
        this.quiet = quiet;
        this.file = file.isPresent() ? Optional.of(open(file.get())) : Optional.empty();
        this.progress = progress;
    }

    private static PrintWriter open(Path file) throws IOException {
        return new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), true);
    }

    /** Gives all that follows to the log of the system too. */
    synchronized void also(NbdSyslog system) {
        syslog = Optional.of(system);
    }

    /** How many lines were warnings. */
    int warnings() {
        return warnings.get();
    }

    /** A line that says why the run fails. */
    void error(String step, String message) {
        line(Severity.ERROR, step, message);
    }

    @Override
    public void line(Severity severity, String step, String message) {
        if (severity == Severity.WARNING) {
            warnings.incrementAndGet();
        }
        if (severity == Severity.DEBUG && !verbose) {
            return;
        }
        String thread = Thread.currentThread().getName();
        String said = "%s root nbd - %s [%s]: %s".formatted(severity, step, thread, Complaint.safe(message));
        String text = "[" + STAMP.format(LocalDateTime.now(ZoneId.systemDefault())) + "] " + said;
        synchronized (this) {
            file.ifPresent(writer -> writer.println(text));
            if (!quiet || severity.compareTo(Severity.WARNING) >= 0) {
                progress.ifPresent(NbdProgress::clear);
                screen.println(text);
            }
            tell(severity, said);
        }
    }

    /** The backup goes on when the log of the system does not. */
    private void tell(Severity severity, String said) {
        Optional<NbdSyslog> system = syslog;
        try {
            if (system.isPresent()) {
                system.get().line(severity, said);
            }
        } catch (IOException e) {
            lost(e);
        }
    }

    private void lost(IOException e) {
        syslog = Optional.empty();
        line(Severity.WARNING, "syslog", "The log of the system gets no more lines: " + e.getMessage());
    }

    @Override
    public void progress(String disk, long done, long total) {
        progress.ifPresent(bar -> bar.show(disk, done, total));
    }

    @Override
    public synchronized void close() {
        Optional<NbdSyslog> system = syslog;
        try {
            if (system.isPresent()) {
                system.get().close();
            }
        } catch (IOException e) {
            lost(e);
        }
        progress.ifPresent(NbdProgress::clear);
        file.ifPresent(PrintWriter::close);
    }
}
