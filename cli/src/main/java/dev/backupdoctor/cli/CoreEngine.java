package dev.backupdoctor.cli;

import dev.backupdoctor.core.collect.Bundle;
import dev.backupdoctor.core.collect.LiveCheck;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.CannotDraft;
import dev.backupdoctor.core.engine.Check;
import dev.backupdoctor.core.engine.CoverageRun;
import dev.backupdoctor.core.engine.Draft;
import dev.backupdoctor.core.engine.Draft.RealLine;
import dev.backupdoctor.core.engine.Fuzz;
import dev.backupdoctor.core.engine.FuzzRun;
import dev.backupdoctor.core.engine.RuleCoverage;
import dev.backupdoctor.core.engine.RuleErrors;
import dev.backupdoctor.core.engine.RuleInfo;
import dev.backupdoctor.core.engine.RuleTests;
import dev.backupdoctor.core.engine.Rulebook;
import dev.backupdoctor.core.engine.Shadows;
import dev.backupdoctor.core.engine.TestOutcome;
import dev.backupdoctor.core.engine.UserFile;
import dev.backupdoctor.core.engine.WhyNot;
import dev.backupdoctor.core.engine.WhyNotRun;
import dev.backupdoctor.core.engine.WhyNotRun.Inputs;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.spi.CheckValues;
import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.spi.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The core with the modules that are installed. */
final class CoreEngine implements Engine {

    private final Iterable<DiagnosticModule> modules;

    CoreEngine(Iterable<DiagnosticModule> modules) {
        this.modules = modules;
    }

    @Override
    public List<RuleInfo> rules(List<UserFile> files) throws BadRules {
        return rulebook(files).rules();
    }

    @Override
    public Optional<RuleInfo> rule(List<UserFile> files, String id) throws BadRules {
        return rulebook(files).rule(id);
    }

    @Override
    public Diagnosis analyze(List<UserFile> files, List<String> paths, InputStream stdin, AnalysisOptions options)
            throws BadRules, BadSetting, IOException {
        return Bundle.analyze(rulebook(files), paths, stdin, options);
    }

    @Override
    public Map<String, Verifier> verifiers(String product, CheckValues values) {
        for (DiagnosticModule module : modules) {
            if (module.product().equals(product)) {
                return module.verifiers(values);
            }
        }
        return Map.of();
    }

    @Override
    public List<LiveProduct> liveProducts() {
        List<LiveProduct> live = new ArrayList<>();
        for (DiagnosticModule module : modules) {
            if (module.checksLive()) {
                live.add(new LiveProduct(module.product(), module.title(), module.checkOptions()));
            }
        }
        live.sort(Comparator.comparing(LiveProduct::product));
        return live;
    }

    @Override
    public LiveCheck live(
            List<UserFile> files, String product, CheckValues values, AnalysisOptions options, Duration timeout)
            throws BadRules, BadSetting {
        for (DiagnosticModule module : modules) {
            if (module.product().equals(product)) {
                return LiveCheck.of(rulebook(files), module, values, options, timeout);
            }
        }
        throw new IllegalArgumentException("there is no product " + product);
    }

    @Override
    public List<LanguageError> check(List<UserFile> files, List<UserFile> others) {
        List<UserFile> all = new ArrayList<>(others);
        all.removeAll(files);
        all.addAll(files);
        try {
            Rulebook rulebook = Rulebook.load(modules, all);
            return files.stream()
                    .flatMap(file -> Check.file(rulebook, file).stream())
                    .toList();
        } catch (RuleErrors e) {
            return e.errors();
        }
    }

    @Override
    public List<TestOutcome> test(List<UserFile> files, Optional<String> name, Optional<Path> cases) throws BadRules {
        return RuleTests.run(rulebook(files), name, cases);
    }

    @Override
    public List<RuleCoverage> coverage(List<UserFile> files, Optional<String> name, Optional<Path> cases)
            throws BadRules {
        return CoverageRun.run(rulebook(files), name, cases);
    }

    @Override
    public List<String> shadows(List<UserFile> files) {
        return Shadows.of(modules, files);
    }

    @Override
    public List<UserFile> draft(List<UserFile> files, String id, Optional<String> kind) throws BadRules, CannotDraft {
        try {
            return new Draft(modules, files).rule(id, kind);
        } catch (RuleErrors e) {
            throw bad(e);
        }
    }

    @Override
    public List<UserFile> draft(List<UserFile> files, String id, RealLine line) throws BadRules, CannotDraft {
        try {
            return new Draft(modules, files).format(id, line);
        } catch (RuleErrors e) {
            throw bad(e);
        }
    }

    @Override
    public Optional<WhyNot> whyNot(List<UserFile> files, String id, Inputs inputs, int shown)
            throws BadRules, BadSetting {
        return WhyNotRun.run(rulebook(files), id, inputs, shown);
    }

    @Override
    public Optional<Fuzz> fuzz(List<UserFile> files, String id, long seed, int runs) throws BadRules {
        return FuzzRun.run(rulebook(files), id, seed, runs);
    }

    private Rulebook rulebook(List<UserFile> files) throws BadRules {
        try {
            return Rulebook.load(modules, files);
        } catch (RuleErrors e) {
            throw bad(e);
        }
    }

    private static BadRules bad(RuleErrors e) {
        return new BadRules(e.errors().stream().map(e::render).toList(), e);
    }
}
