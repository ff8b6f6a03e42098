package dev.backupdoctor.cli;

import dev.backupdoctor.core.baseline.Baseline;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.report.Policy;
import dev.backupdoctor.core.report.RunInfo;
import dev.backupdoctor.core.report.Screen;
import dev.backupdoctor.core.source.Problem;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run from its start to its reports: made before anything is read, so that mistakes are said at once. */
final class Delivery {

    private final Terminal terminal;
    private final ReportOptions options;
    private final Screen screen;
    private final Screen file;
    private final Baseline known;
    private final Optional<String> product;
    private final Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final long begin = System.nanoTime();

    /** Of what was left behind, by whatever product. */
    Delivery(Terminal terminal, ReportOptions options, ScreenOptions screens, ZoneId zone) throws UsageError {
        this(terminal, options, screens, zone, Optional.empty());
    }

    /**
     * Refuses options that make no sense together.
     *
     * @param product the one that is looked at, if it is one
     */
    Delivery(Terminal terminal, ReportOptions options, ScreenOptions screens, ZoneId zone, Optional<String> product)
            throws UsageError {
        this.product = product;
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
        Policy policy = options.policy(diagnosis, known);
        int exit = options.format().exit(diagnosis, policy);
        List<Problem> failures = new ArrayList<>();
        for (ReportTarget report : options.reports()) {
            try {
                StringWriter text = new StringWriter();
                report.format().write(diagnosis, run(exit, policy), options.paper(file), text);
                new ReportFile(report.file()).write(text.toString());
            } catch (IOException e) {
                String reason = "cannot write report " + report.file() + ": " + Reason.of(e);
                terminal.errors().println("backup-doctor: " + Complaint.safe(reason));
                failures.add(new Problem(report.file().toString(), 0, reason, true));
            }
        }
        if (!failures.isEmpty() && options.format().monitored()) {
            // Nobody reads standard error there.
            diagnosis = diagnosis.noting(failures);
            exit = options.format().exit(diagnosis, policy);
        } else if (!failures.isEmpty()) {
            exit = policy.strict() ? ExitCode.UNCHECKED : ExitCode.first(exit, ExitCode.UNCHECKED);
        }
        print(diagnosis, run(exit, policy));
        return exit;
    }

    private void print(Diagnosis diagnosis, RunInfo run) throws IOException {
        terminal.print(out -> options.format().write(diagnosis, run, options.paper(screen), out));
        if (options.format() == ReportFormat.GITHUB) {
            new StepSummary(terminal).write(diagnosis, run, options.paper(file));
        }
    }

    private RunInfo run(int exit, Policy policy) {
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        return new RunInfo(Main.version(), started, took, exit, policy, product);
    }
}
