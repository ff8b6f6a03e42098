package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.RuleInfo;
import dev.backupdoctor.core.engine.UserFile;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.fix.Condition;
import dev.backupdoctor.core.fix.FixException;
import dev.backupdoctor.core.fix.FixRun;
import dev.backupdoctor.core.fix.Host;
import dev.backupdoctor.core.fix.Journal;
import dev.backupdoctor.core.fix.JournalEntry;
import dev.backupdoctor.core.fix.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fix}: what a fix would do; with {@code --apply} it is done. */
@Command(
        name = "fix",
        header = {
            "Shows what the fixes of a finding would do. With --apply, does one of them on this host.",
            "",
            "Examples:",
            "  backup-doctor fix ID                         plans, from a check of this host",
            "  backup-doctor fix ID a incident.tar.gz       the plan of fix a, from files; never applied",
            "  backup-doctor fix ID a --apply               does it; 'backup-doctor undo' takes it back",
            "  backup-doctor fix ID b --apply --confirm NAME    the same, where something is lost",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 shown or done, 2 wrong usage, 3 this could not be looked at,",
            "5 refused or stopped: the message says why, the journal what was done, 70 a bug of ours."
        })
final class Fixing implements Callable<Integer> {

    private final Terminal terminal;
    private final Engine engine;
    private final Audience audience;

    @Parameters(index = "0", paramLabel = "ID", description = "Id of the rule that found what is to be fixed.")
    private String id = "";

    @Parameters(
            index = "1..*",
            paramLabel = "LETTER PATH",
            arity = "0..*",
            description = "Letter of one fix, as the report has it; files to look for the finding in, instead of this"
                    + " host.")
    private List<String> others = new ArrayList<>();

    @Option(names = "--apply", description = "Do it, if a fresh check of this host finds the same.")
    private boolean apply;

    @Option(
            names = "--confirm",
            paramLabel = "NAME",
            description = "The name that would have to be typed before something is lost.")
    private String confirm = "";

    @Option(
            names = "--finding",
            paramLabel = "FINGERPRINT",
            description = "Which one, when the rule finds several; the first digits are enough.")
    private String fingerprint = "";

    @Mixin
    private HostCheck host = new HostCheck();

    private Fixing(Terminal terminal, Engine engine) {
        this.terminal = terminal;
        this.engine = engine;
        this.audience = new Audience(terminal);
    }

    static CommandLine command(Terminal terminal, Engine engine, String... args) {
        return ProductOptions.all(new CommandLine(new Fixing(terminal, engine)), engine, args);
    }

    @Override
    public Integer call() throws IOException, UsageError, BadRules, BadSetting, FixException {
        boolean lettered = !others.isEmpty()
                && others.get(0).length() == 1
                && Character.isLowerCase(others.get(0).charAt(0));
        Optional<String> letter = lettered ? Optional.of(others.get(0)) : Optional.empty();
        List<String> paths = others.subList(lettered ? 1 : 0, others.size());
        List<UserFile> files = host.files(terminal, engine);
        RuleInfo rule = Explain.find(engine, files, id);
        if (apply && !paths.isEmpty()) {
            throw new FixException("files may tell of another host, or of another time: without PATH, " + id
                    + " is looked for on this host; nothing was changed");
        }
        Diagnosis diagnosis = paths.isEmpty() ? look(files, rule) : read(files, paths);
        List<Finding> findings = HostCheck.findings(diagnosis, id);
        if (findings.isEmpty()) {
            return nothing(diagnosis, paths.isEmpty() ? "on this host" : "in these files");
        }
        List<Plan> plans = plans(findings, letter);
        if (!apply) {
            show(plans, paths.isEmpty());
            return ExitCode.CLEAN;
        } else if (plans.size() > 1) {
            throw new UsageError("say which fix: "
                    + String.join(
                            ", ",
                            plans.stream()
                                    .map(p -> p.fix().id() + " (" + p.fix().title() + ")")
                                    .toList()));
        }
        return apply(plans.get(0), files, rule);
    }

    private Diagnosis look(List<UserFile> files, RuleInfo rule) throws IOException, UsageError, BadRules, BadSetting {
        Optional<LiveProduct> product = HostCheck.product(engine, rule);
        if (product.isEmpty()) {
            throw new UsageError(rule.product() + " cannot be looked at on this host; give the files that tell of it");
        }
        return host.look(engine, files, product.get());
    }

    private Diagnosis read(List<UserFile> files, List<String> paths)
            throws IOException, UsageError, BadRules, BadSetting {
        InputPaths.check(paths);
        return engine.analyze(files, paths, terminal.in(), host.reading().options());
    }

    private int nothing(Diagnosis diagnosis, String where) throws IOException, FixException {
        Optional<String> doubt = HostCheck.doubt(diagnosis, id);
        String text =
                id + " finds nothing " + where + doubt.map(d -> ", but " + d).orElse("");
        if (apply) {
            throw new FixException(text + "; nothing was changed");
        }
        terminal.print(out -> out.write(Complaint.safe(text) + "\n"));
        return doubt.isPresent() ? ExitCode.UNCHECKED : ExitCode.CLEAN;
    }

    /** The fixes in question of the one finding in question. */
    private List<Plan> plans(List<Finding> findings, Optional<String> letter) throws UsageError {
        List<Finding> chosen = findings.stream()
                .filter(f -> f.fingerprint().startsWith(fingerprint))
                .toList();
        if (chosen.size() != 1) {
            List<String> all = findings.stream()
                    .map(f -> "--finding " + f.fingerprint() + " for " + f.message())
                    .toList();
            throw new UsageError("say which finding: " + String.join("; ", all));
        }
        Finding finding = chosen.get(0);
        List<Plan> plans = finding.fixes().stream()
                .filter(f -> letter.isEmpty() || f.id().equals(letter.get()))
                .map(f -> Plan.of(finding, f))
                .toList();
        if (plans.isEmpty()) {
            List<String> letters = finding.fixes().stream().map(Fix::id).toList();
            throw new UsageError(
                    letters.isEmpty()
                            ? id + " knows no fix for this: " + finding.message()
                            : "there is no fix " + letter.orElse("") + "; there is " + String.join(", ", letters));
        }
        return plans;
    }

    private void show(List<Plan> plans, boolean here) throws IOException, FixException {
        FixRun run = new FixRun(new Journal(new StateDirectory(terminal).path()), Host.local(), audience, t -> {});
        List<List<Condition>> conditions = new ArrayList<>();
        for (Plan plan : plans) {
            boolean runs = here && plan.fix().risk() != Fix.Risk.MANUAL;
            conditions.add(runs ? run.conditions(plan) : List.of());
        }
        terminal.print(out -> {
            for (int i = 0; i < plans.size(); i++) {
                new PlanText(out).write(plans.get(i), conditions.get(i));
                out.write("\n");
            }
            boolean any = plans.stream().anyMatch(p -> p.fix().risk() != Fix.Risk.MANUAL);
            String how = here && any ? "; --apply with the letter of a fix does it" : "";
            out.write("Nothing was changed" + how + ".\n");
        });
    }

    private int apply(Plan plan, List<UserFile> files, RuleInfo rule)
            throws IOException, UsageError, BadRules, BadSetting, FixException {
        Journal journal = new StateDirectory(terminal).journal();
        FixRun run = new FixRun(
                journal, Host.local(), audience, step -> terminal.errors().println(Complaint.safe("done: " + step)));
        List<Condition> conditions = run.conditions(plan);
        terminal.print(out -> new PlanText(out).write(plan, conditions));
        Plan confirmed = plan.fix().risk() == Fix.Risk.DESTRUCTIVE ? confirmed(plan, files, rule) : plan;
        JournalEntry entry;
        try {
            entry = run.apply(confirmed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FixException("interrupted; 'backup-doctor undo --list' says what was done", e);
        }
        terminal.print(out -> out.write("done: entry " + entry.number() + " of the journal, "
                + journal.place(entry.number()) + "\n"
                + "undo:   backup-doctor undo " + entry.number() + "\n"
                + "verify: backup-doctor verify " + id + "\n"));
        return ExitCode.CLEAN;
    }

    /** Typed by a person or given by a script; what was found may have changed while somebody typed. */
    private Plan confirmed(Plan plan, List<UserFile> files, RuleInfo rule)
            throws IOException, UsageError, BadRules, BadSetting, FixException {
        String name = plan.fix().confirm().orElse("");
        if (!confirm.isEmpty() && !confirm.equals(name)) {
            throw new FixException("--confirm " + confirm + " is not the name that this is about; nothing was changed");
        } else if (!name.isEmpty() && confirm.equals(name)) {
            return plan;
        }
        String question = "Lost will be: " + plan.fix().loses().orElse("?") + "\nType " + name + " to go on: ";
        if (name.isEmpty() || !audience.types(question, name)) {
            throw new FixException("something would be lost, and that was not confirmed: say --confirm NAME;"
                    + " nothing was changed");
        }
        return HostCheck.findings(look(files, rule), id).stream()
                .flatMap(f -> f.fixes().stream().map(fix -> Plan.of(f, fix)))
                .filter(plan::does)
                .findFirst()
                .orElseThrow(() -> new FixException("the host has changed meanwhile; nothing was changed"));
    }
}
