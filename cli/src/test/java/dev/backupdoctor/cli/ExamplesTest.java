package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.testing.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program says of the incidents in {@code examples/}, as docs/examples.md shows it. */
class ExamplesTest {

    private static final Path ROOT = Path.of("..");
    private static final String DOCUMENT = "../../../../docs/examples.md";
    private static final int WIDTH = 100;
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    /** Commands and places are there to be copied, so they are never wrapped. */
    private static final Pattern UNBREAKABLE = Pattern.compile(" *(run|undo|ask|-->|:::)[ :].*");

    private static List<String> folders() throws IOException {
        try (Stream<Path> all = Files.list(ROOT.resolve("examples"))) {
            return all.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void printsWhatTheDocumentShows() throws Exception {
        StringBuilder text = new StringBuilder("""
                # What backup-doctor says of the examples

                [examples/](../examples/README.md) tells how they came about. A test makes this page: it runs the commands and writes down what they print into a pipe.
                """);
        for (String folder : folders()) {
            text.append(section(folder));
        }

        Golden.check(DOCUMENT, text.toString());
    }

    private static String section(String folder) throws Exception {
        String path = "examples/" + folder + "/";
        Run run = inProcessOfItsOwn("analyze", path);
        assertThat(run.err()).isEmpty();
        return """

                ## %s

                ```text
                $ ./backup-doctor analyze %s
                %s```

                Exit code %d.
                """.formatted(folder, path, run.out(), run.exit());
    }

    /** As a user in the root of the project would: paths are shown as they are named. */
    private static Run inProcessOfItsOwn(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        Path err = Files.createTempFile("examples", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(ROOT.toFile())
                    .redirectError(err.toFile())
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return new Run(process.exitValue(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void saysTheSameInColourWithinTheSameWidth(String folder) {
        Run plain = analyze(folder);
        Run coloured = run("analyze", "--color=always", example(folder));

        assertThat(coloured.out()).contains("\u001b[");
        assertThat(COLOUR.matcher(coloured.out()).replaceAll("")).isEqualTo(plain.out());
        assertThat(plain.out().lines())
                .filteredOn(line -> !UNBREAKABLE.matcher(line).matches())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
    }

    @Test
    void findsSomethingInEachIncidentAndNothingInWhatIsHealthy() throws IOException {
        for (String folder : folders()) {
            boolean healthy = folder.contains("healthy");

            Run run = analyze(folder);

            assertThat(run.exit()).as(folder).isEqualTo(healthy ? 0 : 1);
            assertThat(run.out().startsWith("No problem found: ")).as(folder).isEqualTo(healthy);
            assertThat(run.out()).as(folder).contains("everything given was read and recognised\n");
        }
    }

    @Test
    void findsTheSameInAllTogetherAsInEachAlone() throws IOException {
        SortedSet<String> alone = new TreeSet<>();
        for (String folder : folders()) {
            alone.addAll(messages(example(folder)));
        }

        assertThat(messages("../examples")).containsExactlyElementsOf(alone);
        assertThat(run("analyze", "../examples").exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void doesNotCareInWhatOrderTheyAreNamed(long seed) throws IOException {
        List<String> paths =
                new ArrayList<>(folders().stream().map(ExamplesTest::example).toList());
        String inOrder = run("analyze", paths).out();
        Collections.shuffle(paths, new Random(seed));

        assertThat(run("analyze", paths).out()).as("seed " + seed).isEqualTo(inOrder);
    }

    private static SortedSet<String> messages(String path) throws IOException {
        SortedSet<String> messages = new TreeSet<>();
        for (JsonNode finding : new ObjectMapper()
                .readTree(run("analyze", "--format=json", path).out())
                .get("findings")) {
            messages.add(finding.get("severity").textValue() + " "
                    + finding.get("message").textValue());
        }
        return messages;
    }

    private static Run analyze(String folder) {
        return run("analyze", example(folder));
    }

    private static String example(String folder) {
        return "../examples/" + folder;
    }

    private static Run run(String command, List<String> paths) {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(paths);
        return run(args.toArray(String[]::new));
    }

    private static Run run(String... args) {
        return Run.of(new CoreEngine(ServiceLoader.load(DiagnosticModule.class)), args);
    }
}
