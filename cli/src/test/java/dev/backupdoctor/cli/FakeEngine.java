package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.RuleInfo;
import dev.backupdoctor.core.engine.TestOutcome;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.lang.Pos;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** An engine that finds what it is told to find, and keeps what it was asked. */
final class FakeEngine implements Engine {

    final List<String> paths = new ArrayList<>();
    final List<Path> directories = new ArrayList<>();
    final List<AnalysisOptions> options = new ArrayList<>();

    private final Supplier<Diagnosis> diagnosis;

    FakeEngine(Supplier<Diagnosis> diagnosis) {
        this.diagnosis = diagnosis;
    }

    static FakeEngine finding(Diagnosis diagnosis) {
        return new FakeEngine(() -> diagnosis);
    }

    @Override
    public List<RuleInfo> rules(List<Path> ruleDirectories) throws BadRules {
        refuse(ruleDirectories);
        return List.of(Acme.rule("acme-late"), Acme.rule("acme-disk-full"));
    }

    @Override
    public Diagnosis analyze(List<Path> ruleDirectories, List<String> inputs, InputStream stdin, AnalysisOptions asked)
            throws BadRules {
        refuse(ruleDirectories);
        paths.addAll(inputs);
        directories.addAll(ruleDirectories);
        options.add(asked);
        return diagnosis.get();
    }

    @Override
    public List<LanguageError> check(List<Path> ruleDirectories, Path file) {
        LanguageError error = LanguageError.error(new Pos("acme-bad.rule", 2, 1, 8), "expected a statement");
        return file.toString().contains("bad") ? List.of(error) : List.of();
    }

    @Override
    public List<TestOutcome> test(List<Path> ruleDirectories, Optional<String> rule) {
        Pos at = new Pos("rules/acme-disk-full.rule", 9, 1, 7);
        return List.of(
                new TestOutcome("acme-disk-full", at, "example one full disk", TestOutcome.Result.PASSED, ""),
                rule.isEmpty()
                        ? new TestOutcome("acme-disk-full", at, "example half full", TestOutcome.Result.PASSED, "")
                        : new TestOutcome(
                                "acme-disk-full",
                                at,
                                "example half full",
                                TestOutcome.Result.FAILED,
                                "should find nothing"));
    }

    /** Directories called {@code broken} hold a rule that does not compile. */
    private static void refuse(List<Path> ruleDirectories) throws BadRules {
        if (ruleDirectories.stream().anyMatch(d -> d.endsWith("broken"))) {
            throw new BadRules(List.of("acme-bad.rule:2:1: expected a statement"));
        }
    }
}
