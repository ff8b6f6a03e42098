package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.RuleInfo;
import dev.backupdoctor.core.engine.UserFile;
import dev.backupdoctor.core.lang.Nearest;
import dev.backupdoctor.core.report.Sheet;
import dev.backupdoctor.core.report.Sheet.Section;
import dev.backupdoctor.core.report.SheetText;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code explain}: everything that a rule has to say. */
@Command(
        name = "explain",
        header = {
            "Says what a rule is about: why it is so, causes, fixes, and when the rule is wrong.",
            "",
            "Examples:",
            "  backup-doctor explain ID        the ID that stands in brackets in a report",
            "  backup-doctor rules list        all IDs",
            ""
        })
final class Explain implements Callable<Integer> {

    private final Terminal terminal;
    private final Engine engine;

    @Parameters(paramLabel = "ID", description = "Id of a rule.")
    private String id = "";

    @Mixin
    private RuleOptions rules = new RuleOptions();

    @Mixin
    private ScreenOptions screens = new ScreenOptions();

    Explain(Terminal terminal, Engine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws IOException, UsageError, BadRules {
        RuleInfo rule = find(engine, rules.files(terminal, engine), id);
        var screen = screens.screen(terminal, ZoneId.systemDefault());
        terminal.print(out -> new SheetText().write(sheet(rule), screen, out));
        return ExitCode.CLEAN;
    }

    /** The rule with this id; with a similar one, a suggestion. */
    static RuleInfo find(Engine engine, List<UserFile> files, String id) throws UsageError, BadRules {
        Optional<RuleInfo> rule = engine.rule(files, id);
        if (rule.isPresent()) {
            return rule.get();
        }
        String hint =
                Nearest.hint(id, engine.rules(files).stream().map(RuleInfo::id).toList());
        throw new UsageError(
                "there is no rule " + id + "; " + (hint.isEmpty() ? "'backup-doctor rules list' shows all" : hint));
    }

    private static Sheet sheet(RuleInfo rule) {
        return new Sheet(
                rule.id(),
                rule.title(),
                List.of(
                        Section.of("severity", List.of(rule.severity())),
                        Section.of("why", rule.why().stream().toList()),
                        new Section("causes", rule.causes(), true),
                        new Section("fixes", rule.fixes(), true),
                        Section.of("beware", rule.beware().stream().toList()),
                        Section.of("settings", rule.settings()),
                        Section.of("examples", rule.examples()),
                        Section.of("see", rule.references()),
                        Section.of(
                                "rule",
                                List.of(rule.file() + ", shown by 'backup-doctor rules show " + rule.id() + "'"))));
    }
}
