package dev.backupdoctor.cli;

import dev.backupdoctor.core.baseline.Baseline;
import dev.backupdoctor.core.baseline.Suppression;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.finding.Diagnosis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code baseline prune}: takes out what no longer suppresses anything. */
@Command(
        name = "prune",
        header = {
            "Takes suppressions out that have expired and, when inputs are named, those that nothing needs any more.",
            "",
            "Examples:",
            "  backup-doctor baseline prune known.json",
            "  backup-doctor baseline prune known.json logs/",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 done, 2 wrong usage or a file that is no baseline,",
            "3 inputs could not be read whole: then only what has expired is taken out."
        })
final class BaselinePrune implements Callable<Integer> {

    private final Terminal terminal;
    private final Engine engine;

    @Parameters(index = "0", paramLabel = "FILE", description = "The baseline.")
    private Path file = Path.of("");

    @Parameters(
            index = "1..*",
            paramLabel = "PATH",
            arity = "0..*",
            description = "Everything that it is used for: what is not found in these goes.")
    private List<String> paths = new ArrayList<>();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Mixin
    private RuleOptions rules = new RuleOptions();

    BaselinePrune(Terminal terminal, Engine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws IOException, UsageError, BadRules, BadSetting {
        BaselineFile target = new BaselineFile(file);
        Baseline old = target.read();
        Instant now = reading.options().now().orElseGet(Instant::now);
        Baseline left = old.unexpired(now);
        boolean complete = true;
        if (!paths.isEmpty()) {
            InputPaths.check(paths);
            Diagnosis diagnosis =
                    engine.analyze(rules.files(terminal, engine), paths, terminal.in(), reading.options());
            // A finding that was not seen in half of the inputs may stand in the other half.
            complete = diagnosis.complete();
            left = complete ? left.stillFound(diagnosis.findings()) : left;
        }
        List<Suppression> gone = new ArrayList<>(old.suppressions());
        gone.removeAll(left.suppressions());
        if (!gone.isEmpty()) {
            target.write(left);
        }
        int kept = left.suppressions().size();
        boolean whole = complete;
        terminal.print(out -> {
            for (Suppression s : gone) {
                String why = s.expired(now) ? "expired on " + s.expires() : "no longer found";
                out.write("removed " + Complaint.safe(s.rule() + " (" + s.title() + "): " + why) + "\n");
            }
            out.write(Complaint.safe(file.toString()) + ": " + gone.size() + " removed, " + kept + " kept"
                    + (whole ? "" : "; the inputs were not read whole") + "\n");
        });
        return complete ? ExitCode.CLEAN : ExitCode.UNCHECKED;
    }
}
