package dev.backupdoctor.cli;

import dev.backupdoctor.core.collect.LiveCheck;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.CannotDraft;
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
import dev.backupdoctor.core.spi.CheckValues;
import dev.backupdoctor.core.spi.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the commands ask of the core. Each question names the user's own rule and format files, which may be none. */
interface Engine {

    /** All rules, by id. */
    List<RuleInfo> rules(List<UserFile> files) throws BadRules;

    /** One rule, without looking at the others. */
    Optional<RuleInfo> rule(List<UserFile> files, String id) throws BadRules;

    /**
     * Reads the inputs and applies all rules.
     *
     * @param paths files, directories and archives as the user named them; {@code -} is {@code stdin}
     * @throws IOException when a bundle among them cannot be understood
     */
    Diagnosis analyze(List<UserFile> files, List<String> paths, InputStream stdin, AnalysisOptions options)
            throws BadRules, BadSetting, IOException;

    /**
     * What is wrong with rule and format files, and with their examples.
     *
     * @param others further files that they may build on
     */
    List<LanguageError> check(List<UserFile> files, List<UserFile> others);

    /**
     * Runs the examples of rules and the samples of formats.
     *
     * @param name of one rule or format; empty for all
     * @param cases directory of the folders that examples name; without it such examples are skipped
     */
    List<TestOutcome> test(List<UserFile> files, Optional<String> name, Optional<Path> cases) throws BadRules;

    /** Which sides of their conditions the examples show, for one rule or for all. */
    List<RuleCoverage> coverage(List<UserFile> files, Optional<String> name, Optional<Path> cases) throws BadRules;

    /** Files that take the place of built-in ones or of each other, one sentence for each. */
    List<String> shadows(List<UserFile> files);

    /**
     * Begins a rule over a kind of event.
     *
     * @param kind empty for the one whose name is nearest to the id
     */
    List<UserFile> draft(List<UserFile> files, String id, Optional<String> kind) throws BadRules, CannotDraft;

    /** Begins a format that reads a line, and a rule over what the line states. */
    List<UserFile> draft(List<UserFile> files, String id, RealLine line) throws BadRules, CannotDraft;

    /**
     * Why a rule gave no finding; empty when there is no such rule.
     *
     * @param shown groups to tell of
     */
    Optional<WhyNot> whyNot(List<UserFile> files, String id, Inputs inputs, int shown) throws BadRules, BadSetting;

    /** What a rule says of its damaged examples; empty when there is no such rule. */
    Optional<Fuzz> fuzz(List<UserFile> files, String id, long seed, int runs) throws BadRules;

    /** What proves fixes of a product, by name. */
    Map<String, Verifier> verifiers(String product, CheckValues values);

    /** Products that can be checked live, by name. */
    List<LiveProduct> liveProducts();

    /**
     * Prepares a live check of a product.
     *
     * @param values of the product's own options
     * @param timeout of a whole check
     */
    LiveCheck live(List<UserFile> files, String product, CheckValues values, AnalysisOptions options, Duration timeout)
            throws BadRules, BadSetting;
}
