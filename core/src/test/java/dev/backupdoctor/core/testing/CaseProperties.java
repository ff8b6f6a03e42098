package dev.backupdoctor.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.engine.Analysis;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.BadSetting;
import dev.backupdoctor.core.engine.Rulebook;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What holds for every case in whatever way its files were kept: compressed, copied or rotated they give the same
 * findings, and cut off they give no finding that the whole files do not give, unless its rule is about a missing end.
 */
final class CaseProperties {

    private final Rulebook book;
    private final Path input;
    private final Set<String> aboutMissingEnds;

    /** @param aboutMissingEnds rules for which a cut-off file is a reason to find something */
    CaseProperties(Rulebook book, Path input, Set<String> aboutMissingEnds) {
        this.book = book;
        this.input = input;
        this.aboutMissingEnds = Set.copyOf(aboutMissingEnds);
    }

    private interface Change {
        void on(KeptFiles files) throws IOException;
    }

    Stream<DynamicTest> tests(String name) {
        return seeds().boxed()
                .flatMap(seed -> Stream.of(
                        DynamicTest.dynamicTest(
                                name + " compressed, seed " + seed, () -> same(seed, files -> files.compress(book))),
                        DynamicTest.dynamicTest(
                                name + " with copies, seed " + seed, () -> same(seed, files -> files.copySome(book))),
                        DynamicTest.dynamicTest(
                                name + " rotated, seed " + seed, () -> same(seed, files -> files.rotate(book))),
                        DynamicTest.dynamicTest(
                                name + " cut off, seed " + seed, () -> nothingNew(seed, files -> files.cutOff(false))),
                        DynamicTest.dynamicTest(
                                name + " compressed and cut off, seed " + seed,
                                () -> nothingNew(seed, files -> files.cutOff(true)))));
    }

    private static LongStream seeds() {
        return LongStream.rangeClosed(1, Boolean.getBoolean("campaigns") ? 100 : 2);
    }

    private void same(long seed, Change change) throws IOException, BadSetting {
        Path kept = Files.createTempDirectory("kept");
        try {
            KeptFiles files = KeptFiles.copy(input, kept, seed);
            change.on(files);

            Diagnosis changed = analyse(kept);

            Diagnosis plain = analyse(input);
            assertThat(said(changed, kept))
                    .as("files %s", KeptFiles.files(kept))
                    .isEqualTo(said(plain, input));
        } finally {
            delete(kept);
        }
    }

    private void nothingNew(long seed, Change change) throws IOException, BadSetting {
        Path kept = Files.createTempDirectory("kept");
        try {
            KeptFiles files = KeptFiles.copy(input, kept, seed);
            change.on(files);

            Set<String> found = found(analyse(kept));

            found.removeAll(found(analyse(input)));
            assertThat(found)
                    .as("found in files %s only when cut off", sizes(kept))
                    .isEmpty();
        } finally {
            delete(kept);
        }
    }

    private Diagnosis analyse(Path files) throws BadSetting {
        return Analysis.run(book, List.of(files.toString()), InputStream.nullInputStream(), AnalysisOptions.DEFAULT);
    }

    /** What is said, without the names and line numbers that it is said of. */
    private static String said(Diagnosis diagnosis, Path root) {
        return CaseText.of(diagnosis, root)
                .lines()
                .filter(line -> !line.startsWith("problem "))
                .map(line ->
                        line.replaceAll("(\\.\\d)?(\\.gz)?:\\d+(:\\d+)?", "").replaceAll("(\\.\\d)?\\.gz\\b", ""))
                .collect(Collectors.joining("\n"));
    }

    private Set<String> found(Diagnosis diagnosis) {
        return diagnosis.findings().stream()
                .flatMap(CaseProperties::withSymptoms)
                .filter(f -> f.severity() != Severity.INFO)
                .map(Finding::rule)
                .filter(rule -> !aboutMissingEnds.contains(rule))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Finding> withSymptoms(Finding f) {
        return Stream.concat(Stream.of(f), f.symptoms().stream().flatMap(CaseProperties::withSymptoms));
    }

    private static List<String> sizes(Path root) throws IOException {
        return KeptFiles.files(root).stream()
                .map(f -> root.relativize(f) + " of " + f.toFile().length() + " bytes")
                .toList();
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
