package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.backupdoctor.core.baseline.Baseline;
import dev.backupdoctor.core.baseline.BaselineText;
import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryTest {

    private static final Diagnosis BROKEN = Acme.of(Acme.finding(Severity.ERROR, Confidence.CERTAIN));
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path directory;

    private String log = "";

    @BeforeEach
    void writeLog() throws IOException {
        log = Files.writeString(directory.resolve("acme.log"), "disk full\n").toString();
    }

    @Test
    void writesManyReportsInOneRun() throws IOException {
        Run run = Run.of(
                FakeEngine.finding(BROKEN),
                "analyze",
                log,
                "--report=jsonl=" + directory.resolve("a"),
                "--report=sarif=" + directory.resolve("b"),
                "--report=junit=" + directory.resolve("c"),
                "--report=prometheus=" + directory.resolve("d.prom"),
                "--report=markdown=" + directory.resolve("e"),
                "--report=nagios=" + directory.resolve("f"),
                "--report=checkmk=" + directory.resolve("g"));

        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).startsWith("error[acme-disk-full]");
        assertThat(read("a")).startsWith("{\"type\":\"finding\",\"rule\":\"acme-disk-full\"");
        assertThat(new ObjectMapper()
                        .readTree(read("b"))
                        .at("/runs/0/invocations/0/exitCode")
                        .intValue())
                .isEqualTo(1);
        assertThat(read("c")).contains("failures=\"1\"");
        assertThat(read("d.prom")).contains("backup_doctor_run_exit_code 1\n");
        assertThat(read("e")).startsWith("## backup-doctor: 1 error\n");
        assertThat(read("f")).startsWith("BACKUP CRITICAL - ");
        assertThat(read("g")).startsWith("2 \"Backup acme\" ");
    }

    @Test
    void replacesAReportAtOnce() throws IOException {
        Path report = directory.resolve("bd.prom");
        Files.writeString(report, "old");
        Files.setPosixFilePermissions(report, PosixFilePermissions.fromString("rw-r-----"));
        Object before = Files.getAttribute(report, "unix:ino");

        Run.of(FakeEngine.finding(BROKEN), "analyze", log, "--report=prometheus=" + report);

        assertThat(read("bd.prom")).contains("backup_doctor_findings");
        assertThat(Files.getAttribute(report, "unix:ino"))
                .as("another file took its place")
                .isNotEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report)))
                .isEqualTo("rw-r-----");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactlyInAnyOrder(report, Path.of(log));
        }
    }

    @Test
    void keepsTheOldReportWhenTheNewOneCannotBeWritten() throws IOException {
        // No room for the name of the file beside it.
        Path report = Files.writeString(directory.resolve("r".repeat(255)), "old");

        Run run = Run.of(FakeEngine.finding(Acme.clean()), "analyze", log, "--report=json=" + report);

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).startsWith("backup-doctor: cannot write report " + report + ": ");
        assertThat(report).hasContent("old");
    }

    @Test
    void goesOnWhenOneReportCannotBeWritten() throws IOException {
        assumeTrue(Files.exists(FULL), "needs /dev/full");
        String ok = directory.resolve("ok.json").toString();

        Run run = Run.of(FakeEngine.finding(BROKEN), "analyze", log, "--report=json=/dev/full", "--report=json=" + ok);

        assertThat(run.exit()).as("a known problem says more").isEqualTo(1);
        assertThat(run.err()).isEqualTo("backup-doctor: cannot write report /dev/full: No space left on device\n");
        assertThat(run.out()).startsWith("error[");
        assertThat(Path.of(ok)).isNotEmptyFile();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    text,    3, No problem found
                    nagios,  3, BACKUP UNKNOWN - /dev/full: cannot write report /dev/full: No space
                    checkmk, 0, '3 "Backup acme" '
                    """)
    void doesNotCallARunCleanWhoseReportIsLost(String format, int exit, String said) {
        assumeTrue(Files.exists(FULL), "needs /dev/full");

        Run run =
                Run.of(FakeEngine.finding(Acme.clean()), "analyze", log, "--format", format, "--report=json=/dev/full");

        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.out()).startsWith(said);
        if (format.equals("checkmk")) {
            assertThat(run.out()).contains("\n3 \"Backup doctor\" ");
        }
    }

    @Test
    void followsNoLinkOfSomebodyElse() throws IOException {
        assumeTrue(Files.getOwner(directory).getName().equals("root"), "needs root, to make another's link");
        Path precious = Files.writeString(directory.resolve("precious"), "precious");
        Path link = Files.createSymbolicLink(directory.resolve("report.json"), precious);
        Files.setAttribute(link, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);

        Run run = Run.of(FakeEngine.finding(BROKEN), "analyze", log, "--report=json=" + link);

        assertThat(run.err()).contains("report.json: it is a link that belongs to nobody; name the file itself");
        assertThat(precious).hasContent("precious");
    }

    @Test
    void appendsToTheSummaryOfAGithubStep() throws IOException {
        Path summary = Files.writeString(directory.resolve("summary.md"), "before\n");

        Run run = Run.in(
                Map.of("GITHUB_STEP_SUMMARY", summary.toString()),
                FakeEngine.finding(BROKEN),
                "analyze",
                "--format=github",
                log);

        assertThat(run.out())
                .startsWith("::error file=acme.log,line=3,col=1,title=acme-disk-full::disk größe is full\n");
        assertThat(read("summary.md")).startsWith("before\n## backup-doctor: 1 error\n");
    }

    @Test
    void countsWhatTheBaselineDoesNotKnowWhenAsked() throws IOException {
        Path expired = baseline(LocalDate.parse("2020-01-01"), BROKEN);
        FakeEngine graver = FakeEngine.finding(Acme.of(Acme.finding(Severity.CRITICAL, Confidence.CERTAIN)));

        assertThat(exit(FakeEngine.finding(BROKEN), "--baseline=" + expired))
                .as("expired, so it counts again")
                .isEqualTo(1);
        assertThat(exit(FakeEngine.finding(BROKEN), "--baseline=" + expired, "--fail-on-new"))
                .isZero();
        assertThat(exit(graver, "--baseline=" + expired, "--fail-on-new"))
                .as("known, but graver now")
                .isEqualTo(1);
        assertThat(exit(
                        FakeEngine.finding(BROKEN),
                        "--baseline=" + baseline(LocalDate.MAX, Acme.clean()),
                        "--fail-on-new"))
                .as("not in the baseline")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --fail-on-new                                 | --fail-on-new: say by --baseline FILE what is known
                    --format=nagios --fail-on=error               | --fail-on: in this format the state follows
                    --report=json=/tmp/bd-a --report=text=/tmp/bd-a | --report: two reports would go to /tmp/bd-a
                    """)
    void refusesWhatMakesNoSense(String options, String message) {
        FakeEngine engine = FakeEngine.finding(BROKEN);
        List<String> words = List.of(options.split(" ", -1));

        Run run = Run.of(
                engine, Stream.concat(Stream.of("analyze", log), words.stream()).toArray(String[]::new));

        assertThat(run.err()).startsWith("backup-doctor: " + message);
        assertThat(engine.paths).isEmpty();
    }

    private Path baseline(LocalDate expires, Diagnosis known) throws IOException {
        Baseline baseline = Baseline.EMPTY.with(known.findings(), "known", expires);
        return Files.writeString(Files.createTempFile(directory, "known", ".json"), BaselineText.write(baseline));
    }

    private int exit(Engine engine, String... options) {
        return Run.of(
                        engine,
                        Stream.concat(Stream.of("analyze", log), Stream.of(options))
                                .toArray(String[]::new))
                .exit();
    }

    private String read(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }
}
