package dev.backupdoctor.cli;

import dev.backupdoctor.core.collect.LiveCheck;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.Draft.RealLine;
import dev.backupdoctor.core.engine.Fuzz;
import dev.backupdoctor.core.engine.RuleCoverage;
import dev.backupdoctor.core.engine.RuleInfo;
import dev.backupdoctor.core.engine.TestOutcome;
import dev.backupdoctor.core.engine.UserFile;
import dev.backupdoctor.core.engine.WhyNot;
import dev.backupdoctor.core.engine.WhyNotRun.Inputs;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.spi.CheckOption;
import dev.backupdoctor.core.spi.CheckValues;
import dev.backupdoctor.core.spi.Verifier;
import dev.backupdoctor.core.testing.vault.VaultModule;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** An engine that finds what it is told to find, and keeps what it was asked. */
final class FakeEngine implements Engine {

    final List<String> paths = new ArrayList<>();
    final List<UserFile> files = new ArrayList<>();
    final List<AnalysisOptions> options = new ArrayList<>();

    private final Supplier<Diagnosis> diagnosis;

    FakeEngine(Supplier<Diagnosis> diagnosis) {
        this.diagnosis = diagnosis;
    }

    static FakeEngine finding(Diagnosis diagnosis) {
        return new FakeEngine(() -> diagnosis);
    }

    @Override
    public Optional<RuleInfo> rule(List<UserFile> own, String id) throws BadRules {
        return rules(own).stream().filter(r -> r.id().equals(id)).findFirst();
    }

    @Override
    public List<RuleInfo> rules(List<UserFile> own) throws BadRules {
        return List.of(Acme.rule("acme-disk-full"), Acme.rule("acme-late"));
    }

    @Override
    public Diagnosis analyze(List<UserFile> own, List<String> inputs, InputStream stdin, AnalysisOptions asked) {
        paths.addAll(inputs);
        files.addAll(own);
        options.add(asked);
        return diagnosis.get();
    }

    @Override
    public List<LanguageError> check(List<UserFile> checked, List<UserFile> others) {
        return List.of();
    }

    @Override
    public List<TestOutcome> test(List<UserFile> own, Optional<String> name, Optional<Path> cases) {
        return List.of();
    }

    @Override
    public List<RuleCoverage> coverage(List<UserFile> own, Optional<String> name, Optional<Path> cases) {
        return List.of();
    }

    @Override
    public List<String> shadows(List<UserFile> own) {
        return List.of();
    }

    @Override
    public List<UserFile> draft(List<UserFile> own, String id, Optional<String> kind) {
        return List.of(new UserFile(id + ".rule", "rule " + id + "\n"));
    }

    @Override
    public List<UserFile> draft(List<UserFile> own, String id, RealLine line) {
        return List.of(new UserFile(id + ".rule", "rule " + id + "\n"));
    }

    @Override
    public Optional<WhyNot> whyNot(List<UserFile> own, String id, Inputs inputs, int shown) {
        return Optional.empty();
    }

    @Override
    public Optional<Fuzz> fuzz(List<UserFile> own, String id, long seed, int runs) {
        return Optional.empty();
    }

    @Override
    public Map<String, Verifier> verifiers(String product, CheckValues values) {
        return Map.of();
    }

    @Override
    public List<LiveProduct> liveProducts() {
        return List.of(new LiveProduct(
                "acme", "Acme", List.of(CheckOption.directory("home", "Where acme is installed. Default: /acme."))));
    }

    @Override
    public LiveCheck live(
            List<UserFile> own, String product, CheckValues values, AnalysisOptions asked, Duration timeout)
            throws BadRules, BadSetting {
        return new CoreEngine(List.of(new VaultModule())).live(own, "vault", values, asked, timeout);
    }
}
