package dev.backupdoctor.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.engine.Analysis;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.RuleErrors;
import dev.backupdoctor.core.engine.RuleInfo;
import dev.backupdoctor.core.engine.RuleTests;
import dev.backupdoctor.core.engine.Rulebook;
import dev.backupdoctor.core.engine.TestOutcome;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Evidence;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Layout;
import dev.backupdoctor.core.source.Secrets;
import dev.backupdoctor.core.spi.DiagnosticModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every module of a product must hold: its files compile without a warning, their samples and examples run, and
 * every folder of {@code src/test/resources/cases} gives the diagnosis in its golden file, in whatever order its files
 * are named.
 */
public abstract class RuleContract {

    private static final Path CASES = Path.of("src", "test", "resources", "cases");

    /** The module under test. */
    protected abstract DiagnosticModule module();

    /** Rules for which a file that ends early is a reason to find something. */
    protected Set<String> rulesAboutMissingEnds() {
        return Set.of();
    }

    @Test
    void filesCompileWithoutWarnings() {
        Rulebook book = book();

        assertThat(book.warnings().stream().map(book::render)).isEmpty();
    }

    /** {@code -Dgolden.update=true} lays them out. */
    @Test
    void filesAreLaidOut() throws IOException {
        Path resources = Path.of("src", "main", "resources");
        try (Stream<Path> files = Files.walk(resources)) {
            for (Path file : files.filter(f -> f.toString().matches(".*\\.(rule|format)"))
                    .sorted()
                    .toList()) {
                String text = Files.readString(file);
                String laidOut =
                        Layout.format(file.toString(), text, new Errors()).orElse(text);
                if (Boolean.getBoolean("golden.update")) {
                    Files.writeString(file, laidOut);
                } else {
                    assertThat(text)
                            .as("%s in its settled form; -Dgolden.update=true writes it", file)
                            .isEqualTo(laidOut);
                }
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> samplesAndExamplesRun() {
        Optional<Path> cases = Files.isDirectory(CASES) ? Optional.of(CASES) : Optional.empty();
        return RuleTests.run(book(), Optional.empty(), cases).stream()
                .map(o -> DynamicTest.dynamicTest(
                        o.owner() + ": " + o.title(),
                        () -> assertThat(o.result())
                                .as(o.at() + ": " + o.message())
                                .isEqualTo(TestOutcome.Result.PASSED)));
    }

    @TestFactory
    Stream<DynamicTest> casesGiveTheirDiagnosis() throws IOException {
        return folders().stream().map(f -> DynamicTest.dynamicTest(name(f), () -> judge(f)));
    }

    @TestFactory
    Stream<DynamicTest> casesHoldHoweverTheirFilesAreKept() throws IOException {
        Rulebook book = book();
        return folders().stream()
                .flatMap(f -> new CaseProperties(book, f.resolve("input"), rulesAboutMissingEnds()).tests(name(f)));
    }

    /** The table of rules in the module's README is made from the rules. */
    @Test
    void readmeListsAllRules() throws IOException {
        StringBuilder table = new StringBuilder("| rule | severity | says |\n|---|---|---|\n");
        for (RuleInfo rule : book().rules()) {
            table.append("| `%s` | %s | %s |%n".formatted(rule.id(), rule.severity(), rule.title()));
        }

        ReadmeTable.check(Path.of("README.md"), table.toString());
    }

    private Rulebook book() {
        try {
            return Rulebook.load(List.of(module()), List.of());
        } catch (RuleErrors e) {
            throw new AssertionError(
                    String.join("\n\n", e.errors().stream().map(e::render).toList()), e);
        }
    }

    private static List<Path> folders() throws IOException {
        if (!Files.isDirectory(CASES)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private void judge(Path folder) throws IOException, BadSetting {
        List<String> files = files(folder.resolve("input"));

        Diagnosis diagnosis = analyse(files);

        assertThat(diagnosis.findings()).allSatisfy(f -> evidenceStandsInTheInput(f));
        if (name(folder).startsWith("silent-")) {
            assertThat(diagnosis.findings()).as("a healthy case is silent").isEmpty();
        }
        Golden.check("cases/" + name(folder) + "/expected.txt", CaseText.of(diagnosis, folder.resolve("input")));
        for (long seed : new long[] {1, 2}) {
            List<String> shuffled = new ArrayList<>(files);
            Collections.shuffle(shuffled, new Random(seed));
            Diagnosis again = analyse(shuffled);
            assertThat(again.findings())
                    .as("files in another order, seed " + seed)
                    .isEqualTo(diagnosis.findings());
            assertThat(again.open()).isEqualTo(diagnosis.open());
        }
    }

    private Diagnosis analyse(List<String> files) throws BadSetting {
        return Analysis.run(book(), files, InputStream.nullInputStream(), AnalysisOptions.DEFAULT);
    }

    private static List<String> files(Path input) throws IOException {
        try (Stream<Path> files = Files.walk(input)) {
            return files.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }

    private static void evidenceStandsInTheInput(Finding finding) {
        for (Evidence e : finding.evidence()) {
            assertThat(lineOf(e))
                    .as(finding.rule() + " shows " + e.place())
                    .startsWith(e.place().text());
        }
        finding.symptoms().forEach(RuleContract::evidenceStandsInTheInput);
    }

    private static String lineOf(Evidence e) {
        try {
            byte[] all = Files.readAllBytes(Path.of(e.place().file()));
            String text = Secrets.masked(new String(all, StandardCharsets.ISO_8859_1));
            return e.place().line() == 0
                    ? ""
                    : text.split("\n", -1)[(int) e.place().line() - 1];
        } catch (IOException unreadable) {
            throw new AssertionError(
                    "evidence from a file that cannot be read: " + e.place().file(), unreadable);
        }
    }

    private static String name(Path folder) {
        return String.valueOf(folder.getFileName());
    }
}
