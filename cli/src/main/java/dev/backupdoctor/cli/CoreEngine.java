package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.Analysis;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.Check;
import dev.backupdoctor.core.engine.RuleErrors;
import dev.backupdoctor.core.engine.RuleInfo;
import dev.backupdoctor.core.engine.RuleTests;
import dev.backupdoctor.core.engine.Rulebook;
import dev.backupdoctor.core.engine.TestOutcome;
import dev.backupdoctor.core.engine.UserFile;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.spi.DiagnosticModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The core with the modules that are installed. */
final class CoreEngine implements Engine {

    private final Iterable<DiagnosticModule> modules;

    CoreEngine(Iterable<DiagnosticModule> modules) {
        this.modules = modules;
    }

    @Override
    public List<RuleInfo> rules(List<Path> ruleDirectories) throws BadRules, IOException {
        return rulebook(ruleDirectories).rules();
    }

    @Override
    public Diagnosis analyze(List<Path> ruleDirectories, List<String> paths, InputStream stdin, AnalysisOptions options)
            throws BadRules, UsageError, IOException {
        try {
            return Analysis.run(rulebook(ruleDirectories), paths, stdin, options);
        } catch (BadSetting e) {
            throw new UsageError("--set: " + e.getMessage());
        }
    }

    @Override
    public List<LanguageError> check(List<Path> ruleDirectories, Path file) throws BadRules, IOException {
        return Check.file(rulebook(ruleDirectories), userFile(file));
    }

    @Override
    public List<TestOutcome> test(List<Path> ruleDirectories, Optional<String> rule) throws BadRules, IOException {
        return RuleTests.run(rulebook(ruleDirectories), rule, Optional.empty());
    }

    private Rulebook rulebook(List<Path> ruleDirectories) throws BadRules, IOException {
        List<UserFile> files = new ArrayList<>();
        for (Path directory : ruleDirectories) {
            for (Path file : ruleFiles(directory)) {
                files.add(userFile(file));
            }
        }
        try {
            return Rulebook.load(modules, files);
        } catch (RuleErrors e) {
            BadRules bad = new BadRules(e.errors().stream().map(e::render).toList());
            bad.initCause(e);
            throw bad;
        }
    }

    /** All rule and format files below a directory, sorted. */
    static List<Path> ruleFiles(Path directory) throws IOException {
        try (Stream<Path> inside = Files.walk(directory)) {
            return inside.filter(
                            f -> f.toString().endsWith(".rule") || f.toString().endsWith(".format"))
                    .sorted()
                    .toList();
        }
    }

    private static UserFile userFile(Path file) throws IOException {
        return new UserFile(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }
}
