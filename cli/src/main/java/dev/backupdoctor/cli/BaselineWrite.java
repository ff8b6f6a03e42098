package dev.backupdoctor.cli;

import dev.backupdoctor.core.baseline.Baseline;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.finding.Diagnosis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baseline write}: takes the findings of today as known. */
@Command(
        name = "write",
        header = {
            "Adds all findings that are not suppressed yet, with one reason and one last day.",
            "",
            "Examples:",
            "  backup-doctor baseline write known.json logs/ --reason 'new disk ordered' --expires 2027-01-31",
            ""
        },
        footer = {"", "Exit codes: 0 written, 2 wrong usage or a file that is no baseline."})
final class BaselineWrite implements Callable<Integer> {

    private final Terminal terminal;
    private final Engine engine;

    @Parameters(index = "0", paramLabel = "FILE", description = "The baseline; it is made where there is none.")
    private Path file = Path.of("");

    @Parameters(
            index = "1..*",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Files, directories, archives; - is standard input.")
    private List<String> paths = new ArrayList<>();

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why they are put up with.")
    private String reason = "";

    @Option(
            names = "--expires",
            paramLabel = "DATE",
            required = true,
            description = "Last day on which they do not count, as 2027-01-31, in UTC.")
    private LocalDate expires = LocalDate.EPOCH;

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Mixin
    private RuleOptions rules = new RuleOptions();

    BaselineWrite(Terminal terminal, Engine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws IOException, UsageError, BadRules, BadSetting {
        Instant now = reading.options().now().orElseGet(Instant::now);
        if (reason.isBlank()) {
            throw new UsageError("--reason: say why these findings are put up with");
        } else if (expires.isBefore(now.atOffset(ZoneOffset.UTC).toLocalDate())) {
            throw new UsageError("--expires: " + expires + " is over");
        }
        BaselineFile target = new BaselineFile(file);
        Baseline old = target.exists() ? target.read() : Baseline.EMPTY;
        InputPaths.check(paths);
        Diagnosis diagnosis = engine.analyze(rules.files(terminal, engine), paths, terminal.in(), reading.options());
        Diagnosis left = old.applied(diagnosis, file.toString(), now);
        target.write(old.with(left.findings(), reason.strip(), expires));
        terminal.print(out -> {
            for (var finding : left.findings()) {
                out.write("added " + Complaint.safe(finding.rule() + ": " + finding.message()) + "\n");
            }
            out.write(Complaint.safe(file.toString()) + ": " + left.findings().size() + " added, "
                    + left.suppressed().size() + " were suppressed before\n");
        });
        return ExitCode.CLEAN;
    }
}
