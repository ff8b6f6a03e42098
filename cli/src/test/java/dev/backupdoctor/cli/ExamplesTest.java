package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.testing.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the program says of the incidents in {@code examples/}, as docs/examples.md shows it. */
class ExamplesTest {

    private static final Path ROOT = Path.of("..");
    private static final String DOCUMENT = "../../../../docs/examples.md";
    private static final int WIDTH = 100;
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    /** Commands and places are there to be copied, so they are never wrapped. */
    private static final Pattern UNBREAKABLE = Pattern.compile(" *(run|undo|ask|-->|:::)[ :].*");

    private static final Pattern FINDING = Pattern.compile("(critical|error|warning|info)\\[.*");

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

    @Test
    void findsSomethingInEachIncidentAndNothingInWhatIsHealthy() throws IOException {
        SortedSet<String> alone = new TreeSet<>();
        for (String folder : folders()) {
            boolean healthy = folder.contains("healthy");

            Run run = run("analyze", example(folder));

            assertThat(run.exit()).as(folder).isEqualTo(healthy ? 0 : 1);
            assertThat(run.out().startsWith("No problem found: ")).as(folder).isEqualTo(healthy);
            assertThat(run.out()).as(folder).contains("everything given was read and recognised\n");
            alone.addAll(findings(run));
        }
        Run together = run("analyze", "../examples");

        assertThat(together.exit()).isEqualTo(1);
        assertThat(findings(together)).as("all together").isEqualTo(alone);
    }

    @Test
    void saysTheSameInColourWithinTheSameWidth() {
        Run plain = run("analyze", "../examples");
        Run coloured = run("analyze", "--color=always", "../examples");

        assertThat(coloured.out()).contains("\u001b[");
        assertThat(COLOUR.matcher(coloured.out()).replaceAll("")).isEqualTo(plain.out());
        assertThat(plain.out().lines())
                .filteredOn(line -> !UNBREAKABLE.matcher(line).matches())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
    }

    @Test
    void doesNotCareInWhatOrderTheyAreNamed() throws IOException {
        List<String> folders = folders();
        List<String> backwards = new ArrayList<>(folders);
        Collections.reverse(backwards);

        assertThat(analyze(backwards).out()).isEqualTo(analyze(folders).out());
    }

    /** The first lines of all findings. */
    private static SortedSet<String> findings(Run run) {
        return run.out().lines().filter(FINDING.asMatchPredicate()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Run analyze(List<String> folders) {
        return run(Stream.concat(Stream.of("analyze"), folders.stream().map(ExamplesTest::example))
                .toArray(String[]::new));
    }

    private static String example(String folder) {
        return "../examples/" + folder;
    }

    private static Run run(String... args) {
        return Run.of(new CoreEngine(ServiceLoader.load(DiagnosticModule.class)), args);
    }
}
