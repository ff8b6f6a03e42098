package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.RuleInfo;
import dev.backupdoctor.core.engine.TestOutcome;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.lang.LanguageError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the commands ask of the core. Each question names the directories of further rules, which may be none. */
interface Engine {

    /** All rules, by id. */
    List<RuleInfo> rules(List<Path> ruleDirectories) throws BadRules, IOException;

    /**
     * Reads the inputs and applies all rules.
     *
     * @param paths files, directories and archives as the user named them; {@code -} is {@code stdin}
     */
    Diagnosis analyze(List<Path> ruleDirectories, List<String> paths, InputStream stdin, AnalysisOptions options)
            throws BadRules, UsageError, IOException;

    /** What is wrong with one rule or format file, which need not lie in one of the directories. */
    List<LanguageError> check(List<Path> ruleDirectories, Path file) throws BadRules, IOException;

    /** Runs the examples of one rule, or of all. */
    List<TestOutcome> test(List<Path> ruleDirectories, Optional<String> rule) throws BadRules, IOException;
}
