package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.Analysis;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.Check;
import dev.backupdoctor.core.engine.RuleErrors;
import dev.backupdoctor.core.engine.RuleInfo;
import dev.backupdoctor.core.engine.RuleTests;
import dev.backupdoctor.core.engine.Rulebook;
import dev.backupdoctor.core.engine.TestOutcome;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.spi.DiagnosticModule;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The core with the modules that are installed. */
final class CoreEngine implements Engine {

    private final Iterable<DiagnosticModule> modules;

    CoreEngine(Iterable<DiagnosticModule> modules) {
        this.modules = modules;
    }

    @Override
    public List<RuleInfo> rules(List<Path> ruleDirectories) throws BadRules {
        return rulebook(ruleDirectories).rules();
    }

    @Override
    public Diagnosis analyze(List<Path> ruleDirectories, List<String> paths, InputStream stdin, AnalysisOptions options)
            throws BadRules {
        return Analysis.run(rulebook(ruleDirectories), paths, stdin, options);
    }

    @Override
    public List<LanguageError> check(List<Path> ruleDirectories, Path file) throws BadRules {
        return Check.file(rulebook(ruleDirectories), file);
    }

    @Override
    public TestOutcome test(List<Path> ruleDirectories, Optional<String> rule) throws BadRules {
        return RuleTests.run(rulebook(ruleDirectories), rule);
    }

    private Rulebook rulebook(List<Path> ruleDirectories) throws BadRules {
        try {
            return Rulebook.load(modules, ruleDirectories);
        } catch (RuleErrors e) {
            BadRules bad = new BadRules(e.errors().stream()
                    .map(error -> error.render(e.source(error.at().file())))
                    .toList());
            bad.initCause(e);
            throw bad;
        }
    }
}
