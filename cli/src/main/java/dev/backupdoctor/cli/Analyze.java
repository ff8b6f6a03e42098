package dev.backupdoctor.cli;

import dev.backupdoctor.core.baseline.Baseline;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.report.RunInfo;
import dev.backupdoctor.core.report.Screen;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code analyze}: what is wrong, from what was left behind. */
@Command(
        name = "analyze",
        header = {
            "Says what is wrong, from logs, configuration, directories and archives.",
            "",
            "Examples:",
            "  backup-doctor analyze /var/log/backup.log",
            "  backup-doctor analyze incident.tar.gz --zone Europe/Berlin",
            "  journalctl -u backup | backup-doctor analyze -",
            "  backup-doctor analyze logs/ --fail-on warning --report json=findings.json",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 nothing at the threshold, 1 findings, 2 wrong usage or bad rule,",
            "3 not everything could be read or nothing was recognised, 70 a bug of ours."
        })
final class Analyze implements Callable<Integer> {

    private final Terminal terminal;
    private final Engine engine;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, directories, archives; - is standard input.")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Choice.OfFormat.class,
            description = "Format of what is printed: text or json. Default: text.")
    private ReportFormat format = ReportFormat.TEXT;

    @Option(
            names = "--report",
            paramLabel = "FORMAT=FILE",
            converter = ReportTarget.Converter.class,
            description = "Also write a report to a file. May be given more than once.")
    private List<ReportTarget> reports = new ArrayList<>();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            converter = Choice.OfFailOn.class,
            description = "From which severity on findings give exit code 1: never, info, warning, error or critical."
                    + " Default: error.")
    private FailOn failOn = FailOn.ERROR;

    @Option(
            names = "--min-confidence",
            paramLabel = "CONFIDENCE",
            converter = Choice.OfConfidence.class,
            description = "How sure a finding has to be to count for the exit code: certain, likely or possible."
                    + " Default: likely.")
    private Confidence leastSure = Confidence.LIKELY;

    @Option(
            names = "--strict",
            description = "Exit code 3 whenever something could not be looked at, even if something was found.")
    private boolean strict;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "Findings that this file suppresses are listed, and do not count for the exit code; see"
                    + " 'backup-doctor baseline'.")
    private @Nullable Path baseline;

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Mixin
    private RuleOptions rules = new RuleOptions();

    @Mixin
    private ScreenOptions screens = new ScreenOptions();

    Analyze(Terminal terminal, Engine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws IOException, UsageError, BadRules, BadSetting {
        Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        long begin = System.nanoTime();
        Screen screen = screens.screen(terminal, reading.zone());
        InputPaths.check(paths);
        Baseline known = baseline == null ? Baseline.EMPTY : new BaselineFile(baseline).read();
        Diagnosis diagnosis = known.applied(
                engine.analyze(rules.files(terminal, engine), paths, terminal.in(), reading.options()),
                String.valueOf(baseline),
                reading.options().now().orElse(started));
        int exit = new ExitPolicy(failOn, leastSure, strict).code(diagnosis);
        RunInfo run = new RunInfo(Main.version(), started, Duration.ofNanos(System.nanoTime() - begin), exit);
        for (ReportTarget report : reports) {
            write(report, diagnosis, run);
        }
        terminal.print(out -> format.write(diagnosis, run, screen, out));
        return exit;
    }

    private void write(ReportTarget report, Diagnosis diagnosis, RunInfo run) throws IOException {
        try (Writer out = Files.newBufferedWriter(report.file(), StandardCharsets.UTF_8)) {
            report.format().write(diagnosis, run, screens.file(reading.zone()), out);
        } catch (IOException e) {
            throw new IOException("cannot write report " + report.file() + ": " + Reason.of(e), e);
        }
    }
}
