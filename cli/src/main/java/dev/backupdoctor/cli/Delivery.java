package dev.backupdoctor.cli;

import dev.backupdoctor.core.baseline.Baseline;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.report.RunInfo;
import dev.backupdoctor.core.report.Screen;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** One run from its start to its reports: made before anything is read, so that mistakes are said at once. */
final class Delivery {

    private final Terminal terminal;
    private final ReportOptions options;
    private final Screen screen;
    private final Screen file;
    private final Baseline known;
    private final Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final long begin = System.nanoTime();

    /** Refuses options that make no sense together. */
    Delivery(Terminal terminal, ReportOptions options, ScreenOptions screens, ZoneId zone)
            throws UsageError, IOException {
        this.terminal = terminal;
        this.options = options;
        this.screen = screens.screen(terminal, zone);
        this.file = screens.file(zone);
        this.known = options.known();
    }

    Instant started() {
        return started;
    }

    /**
     * Writes all reports.
     *
     * @param now against which suppressions expire
     * @return the exit code
     */
    int deliver(Diagnosis found, Instant now) throws IOException {
        Diagnosis diagnosis = known.applied(found, options.baselineName(), now);
        int exit = options.policy().code(diagnosis);
        RunInfo run = new RunInfo(Main.version(), started, Duration.ofNanos(System.nanoTime() - begin), exit);
        for (ReportTarget report : options.reports()) {
            write(report, diagnosis, run);
        }
        terminal.print(out -> options.format().write(diagnosis, run, screen, out));
        return exit;
    }

    private void write(ReportTarget report, Diagnosis diagnosis, RunInfo run) throws IOException {
        try (Writer out = Files.newBufferedWriter(report.file(), StandardCharsets.UTF_8)) {
            report.format().write(diagnosis, run, file, out);
        } catch (IOException e) {
            throw new IOException("cannot write report " + report.file() + ": " + Reason.of(e), e);
        }
    }
}
