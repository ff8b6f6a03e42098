package dev.backupdoctor.cli;

import dev.backupdoctor.core.lang.LanguageError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rules check}: what the compiler has to say about rule and format files. */
@Command(
        name = "check",
        header = {
            "Compiles rules and formats and prints what is wrong with them.",
            "",
            "Examples:",
            "  backup-doctor rules check                         the rules that are installed",
            "  backup-doctor rules check my-rules/               all files of a directory",
            "  backup-doctor rules check my-rules/product-x.rule",
            ""
        },
        footer = {"", "Exit codes: 0 all compile, 2 some do not."})
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
        List<Path> directories = rules.trusted(terminal.errors());
        if (paths.isEmpty()) {
            int count = engine.rules(directories).size();
            terminal.print(out -> out.write(count + (count == 1 ? " rule" : " rules") + ", no errors\n"));
            return ExitCode.CLEAN;
        }
        List<String> shown = new ArrayList<>();
        int errors = 0;
        List<Path> files = files();
        for (Path file : files) {
            List<LanguageError> wrong = engine.check(directories, file);
            String source = wrong.isEmpty() ? "" : new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            wrong.forEach(e -> shown.add(e.render(source) + "\n\n"));
            errors += (int) wrong.stream().filter(e -> !e.warning()).count();
        }
        shown.add(count(files.size(), "file") + ", " + count(errors, "error") + "\n");
        terminal.print(out -> out.write(String.join("", shown)));
        return errors == 0 ? ExitCode.CLEAN : ExitCode.USAGE;
    }

    private List<Path> files() throws IOException, UsageError {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                files.addAll(CoreEngine.ruleFiles(path));
            } else if (Files.exists(path)) {
                files.add(path);
            } else {
                throw new UsageError("there is no file " + path);
            }
        }
        return files;
    }

    private static String count(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
