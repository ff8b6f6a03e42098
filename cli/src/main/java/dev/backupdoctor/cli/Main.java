package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.fix.FixException;
import dev.backupdoctor.core.spi.DiagnosticModule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program: {@code backup-doctor}. */
@Command(
        name = "backup-doctor",
        header = {
            "Says why a backup failed, with evidence, and proves the fix.",
            "",
            "Examples:",
            "  backup-doctor analyze /var/log/backup.log     what is wrong?",
            "  backup-doctor analyze incident.tar.gz -v      the same, with everything that is known",
            "  backup-doctor check PRODUCT                   how is this host, now?",
            "  backup-doctor explain ID                      what does this finding mean?",
            "  backup-doctor fix ID                          what would a fix do? (--apply does it)",
            "  backup-doctor verify ID                       does the fix hold?",
            ""
        })
public final class Main implements Callable<Integer> {

    /** Mistakes in rule files that are shown: the first ones are worth mending first. */
    private static final int SHOWN_ERRORS = 20;

    private static final int HELP_WIDTH = 100;

    // Only picocli looks at these two.
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Print this help.")
    private boolean help;

    @SuppressWarnings("UnusedVariable")
    @Option(names = "--version", versionHelp = true, scope = ScopeType.INHERIT, description = "Print the version.")
    private boolean version;

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(Terminal.system(), new CoreEngine(ServiceLoader.load(DiagnosticModule.class)), args));
    }

    /** Runs a command line; whatever happens, it gives an exit code. */
    static int run(Terminal terminal, Engine engine, String... args) {
        return Monitored.run(terminal, args, to -> execute(to, engine, args));
    }

    private static int execute(Terminal terminal, Engine engine, String... args) {
        try {
            return commandLine(terminal, engine, args).execute(args);
        } catch (Exception | Error e) {
            return bug(e, terminal.errors());
        }
    }

    private static CommandLine commandLine(Terminal terminal, Engine engine, String... args) {
        CommandLine rules = new CommandLine(new Rules())
                .addSubcommand(new RulesList(terminal, engine))
                .addSubcommand(new RulesShow(terminal, engine))
                .addSubcommand(new RulesNew(terminal, engine))
                .addSubcommand(new RulesCheck(terminal, engine))
                .addSubcommand(new RulesExamples(terminal, engine))
                .addSubcommand(new RulesFuzz(terminal, engine))
                .addSubcommand(new RulesWhyNot(terminal, engine))
                .addSubcommand(new RulesFormat(terminal))
                .addSubcommand(new RulesExport(terminal, engine));
        CommandLine baseline = new CommandLine(new Baselines())
                .addSubcommand(new BaselineWrite(terminal, engine))
                .addSubcommand(new BaselinePrune(terminal, engine));
        CommandLine nbd = new CommandLine(new Nbd())
                .addSubcommand(new NbdBackup(terminal))
                .addSubcommand(new NbdRestore(terminal))
                .addSubcommand(new NbdVerify(terminal))
                .addSubcommand(new NbdDump(terminal))
                .addSubcommand(new NbdInfo(terminal))
                .addSubcommand(new NbdCompare(terminal))
                .addSubcommand(new NbdMap(terminal));
        // As the originals do: --no-sparse-detect is enough.
        nbd.setAbbreviatedOptionsAllowed(true);
        CommandLine command = new CommandLine(new Main())
                .addSubcommand(new Analyze(terminal, engine))
                .addSubcommand(new Explain(terminal, engine))
                .addSubcommand(Check.command(terminal, engine, args))
                .addSubcommand(Collect.command(terminal, engine, args))
                .addSubcommand(Fixing.command(terminal, engine, args))
                .addSubcommand(Verify.command(terminal, engine, args))
                .addSubcommand(new Undo(terminal))
                .addSubcommand(nbd)
                .addSubcommand(rules)
                .addSubcommand(baseline)
                .setUsageHelpWidth(HELP_WIDTH)
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(terminal.errors())
                // A log may be called @old: that is no file of arguments.
                .setExpandAtFiles(false)
                .setColorScheme(Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF))
                .setParameterExceptionHandler(Complaint::about)
                .setExecutionExceptionHandler((e, failing, parsed) -> failed(e, failing));
        alike(command);
        return command;
    }

    /** What is the same for all commands, and what picocli does not hand down. */
    private static void alike(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
        command.getSubcommands().values().forEach(Main::alike);
    }

    private static int failed(Exception e, CommandLine command) {
        PrintWriter err = command.getErr();
        if (e instanceof UsageError) {
            return Complaint.about(command, String.valueOf(e.getMessage()));
        } else if (e instanceof BadSetting) {
            return Complaint.about(command, "--set: " + e.getMessage());
        } else if (e instanceof BadRules bad) {
            bad.errors().stream().limit(SHOWN_ERRORS).forEach(error -> err.println(error + "\n"));
            int more = bad.errors().size() - SHOWN_ERRORS;
            err.println("backup-doctor: " + bad.getMessage() + "; nothing was analysed"
                    + (more > 0 ? " (" + more + " more; 'rules check' shows all)" : ""));
            return ExitCode.USAGE;
        } else if (e instanceof FixException) {
            err.println("backup-doctor: " + Complaint.safe(String.valueOf(e.getMessage())));
            return ExitCode.REFUSED;
        } else if (e instanceof IOException io) {
            err.println("backup-doctor: " + Complaint.safe(Reason.of(io)));
            return ExitCode.UNCHECKED;
        }
        return bug(e, err);
    }

    private static int bug(Throwable e, PrintWriter err) {
        err.println("backup-doctor: this is a bug of ours; please report it with the text below");
        err.println("version " + version() + ", Java " + System.getProperty("java.version"));
        e.printStackTrace(err);
        err.flush();
        return ExitCode.INTERNAL;
    }

    @Override
    public Integer call() throws UsageError {
        throw new UsageError("no command given; 'backup-doctor analyze PATH' says what is wrong");
    }

    /** The version as the jar's manifest states it; {@code (unpacked)} where classes are not in a jar. */
    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(unpacked)" : version;
    }

    /** For {@code --version}. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"backup-doctor " + version()};
        }
    }
}
