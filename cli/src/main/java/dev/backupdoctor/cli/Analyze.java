package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.finding.Diagnosis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "  backup-doctor analyze logs/ --baseline known.json --fail-on-new --report junit=findings.xml",
            "  backup-doctor analyze /var/log/backup --format nagios",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 nothing at the threshold, 1 findings, 2 wrong usage or bad rule,",
            "3 not everything could be read or nothing was recognised, 70 a bug of ours.",
            "With --format nagios 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN; with --format checkmk always 0."
        })
final class Analyze implements Callable<Integer> {

    private final Terminal terminal;
    private final Engine engine;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, directories, archives; - is standard input.")
    private List<String> paths = new ArrayList<>();

    @Mixin
    private ReportOptions reports = new ReportOptions();

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
        Delivery delivery = new Delivery(terminal, reports, screens, reading.zone());
        InputPaths.check(paths);
        Diagnosis diagnosis = engine.analyze(rules.files(terminal, engine), paths, terminal.in(), reading.options());
        return delivery.deliver(diagnosis, reading.options().now().orElse(delivery.started()));
    }
}
