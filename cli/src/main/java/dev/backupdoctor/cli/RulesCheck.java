package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.UserFile;
import dev.backupdoctor.core.lang.LanguageError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rules check}: what the compiler has to say about rule and format files. */
@Command(
        name = "check",
        header = {
            "Compiles rules and formats, runs their examples and prints what is wrong.",
            "",
            "Examples:",
            "  backup-doctor rules check                         the user's own files, else those installed",
            "  backup-doctor rules check my-rules/               all files of a directory",
            "  backup-doctor rules check my-rules/product-x.rule",
            ""
        },
        footer = {"", "Exit codes: 0 all is well, 2 something is wrong."})
final class RulesCheck implements Callable<Integer> {

    private final Terminal terminal;
    private final Engine engine;

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Rule and format files, or directories with them.")
    private List<Path> paths = new ArrayList<>();

    @Mixin
    private RuleOptions rules = new RuleOptions();

    RulesCheck(Terminal terminal, Engine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws IOException, UsageError, BadRules {
        List<UserFile> others = rules.files(terminal, engine);
        if (paths.isEmpty() && others.isEmpty()) {
            int count = engine.rules(others).size();
            terminal.print(out -> out.write(count(count, "rule") + ", no errors\n"));
            return ExitCode.CLEAN;
        }
        List<UserFile> files = paths.isEmpty() ? others : RuleFiles.named(paths);
        List<LanguageError> wrong = engine.check(files, others);
        long errors = wrong.stream().filter(e -> !e.warning()).count();
        Map<String, String> texts = new TreeMap<>();
        others.forEach(file -> texts.put(file.path(), file.text()));
        files.forEach(file -> texts.put(file.path(), file.text()));
        terminal.print(out -> {
            for (LanguageError e : wrong) {
                out.write(e.render(texts.getOrDefault(e.at().file(), "")) + "\n\n");
            }
            String warnings = errors == wrong.size() ? "" : ", " + count(wrong.size() - errors, "warning");
            out.write(count(files.size(), "file") + ", " + count(errors, "error") + warnings + "\n");
        });
        return errors == 0 ? ExitCode.CLEAN : ExitCode.USAGE;
    }

    static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
