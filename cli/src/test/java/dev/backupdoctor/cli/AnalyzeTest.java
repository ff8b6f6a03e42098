package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.testing.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyzeTest {

    private static final Diagnosis BROKEN = Acme.of(Acme.finding(Severity.ERROR, Confidence.CERTAIN));

    @TempDir
    private Path directory;

    private String log = "";

    @BeforeEach
    void writeLog() throws IOException {
        log = Files.writeString(directory.resolve("acme.log"), "disk full\n").toString();
    }

    @Test
    void printsFindingsAndGivesOne() {
        Run run = Run.of(FakeEngine.finding(BROKEN), "analyze", log);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        Golden.check("analyze/finding.txt", run.out());
    }

    @Test
    void givesZeroWhenClean() {
        Run run = Run.of(FakeEngine.finding(Acme.clean()), "analyze", log);

        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("No problem found: 3 rules looked at 1 file.\n");
    }

    @Test
    void passesInputsOn() {
        FakeEngine engine = FakeEngine.finding(Acme.clean());

        Run run = Run.of(engine, "analyze", log, "-", "missing.log", "@odd");

        assertThat(run.exit()).isZero();
        assertThat(engine.paths).containsExactly(log, "-", "missing.log", "@odd");
    }

    @Test
    void passesOptionsOn() {
        FakeEngine engine = FakeEngine.finding(Acme.clean());

        Run run = Run.of(
                engine,
                "analyze",
                log,
                "--now=2026-11-20T12:00",
                "--zone=Europe/Berlin",
                "--skew",
                "1.5 min",
                "--set",
                "max_age=3 h",
                "--set=keep=a=b",
                "--lang=de");

        assertThat(run.exit()).as(run.err()).isZero();
        AnalysisOptions options = engine.options.get(0);
        assertThat(options.now()).contains(Instant.parse("2026-11-20T11:00:00Z"));
        assertThat(options.zone()).contains(ZoneId.of("Europe/Berlin"));
        assertThat(options.skew()).isEqualTo(Duration.ofSeconds(90));
        assertThat(options.settings()).isEqualTo(Map.of("max_age", "3 h", "keep", "a=b"));
        assertThat(options.language()).isEqualTo("de");
    }

    @Test
    void hasDefaults() {
        FakeEngine engine = FakeEngine.finding(Acme.clean());

        Run.of(engine, "analyze", log);

        AnalysisOptions options = engine.options.get(0);
        assertThat(options.now()).isEmpty();
        assertThat(options.zone()).isEmpty();
        assertThat(options.skew()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.language()).isEqualTo("en");
    }

    @Test
    void printsJson() throws IOException {
        Run run = Run.of(FakeEngine.finding(BROKEN), "analyze", "--format=json", log);

        JsonNode report = new ObjectMapper().readTree(run.out());
        assertThat(run.exit()).isEqualTo(1);
        assertThat(report.at("/schema").textValue()).isEqualTo("backup-doctor/1");
        assertThat(report.at("/run/exit").intValue()).isEqualTo(1);
        assertThat(report.at("/findings/0/message").textValue()).isEqualTo("disk größe is full");
    }

    @Test
    void writesFurtherReports() throws IOException {
        Path json = directory.resolve("out.json");
        Path text = directory.resolve("out.txt");

        Run run = Run.onScreen(
                Map.of("TERM", "xterm"),
                FakeEngine.finding(BROKEN),
                "analyze",
                log,
                "--report=json=" + json,
                "--report=text=" + text);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(new ObjectMapper()
                        .readTree(Files.readString(json))
                        .at("/run/exit")
                        .intValue())
                .isEqualTo(1);
        Golden.check("analyze/finding.txt", Files.readString(text));
    }

    @ParameterizedTest
    @CsvSource({"error,1", "critical,0", "never,0"})
    void countsFromThreshold(String failOn, int exit) {
        Run run = Run.of(FakeEngine.finding(BROKEN), "analyze", log, "--fail-on", failOn);

        assertThat(run.exit()).isEqualTo(exit);
    }

    @Test
    void countsUncertainFindingWhenAsked() {
        Diagnosis possible = Acme.of(Acme.finding(Severity.ERROR, Confidence.POSSIBLE));

        assertThat(Run.of(FakeEngine.finding(possible), "analyze", log).exit()).isZero();
        assertThat(Run.of(FakeEngine.finding(possible), "analyze", log, "--min-confidence=possible")
                        .exit())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --fromat=json          | unknown option '--fromat'; did you mean --format?
                    --format=jason         | 'jason' is not known; did you mean json or jsonl?
                    --fail-on=worst        | 'worst' is not known; known are never, info, warning, error, critical
                    --min-confidence=ruled | 'ruled' is not known; known are certain, likely, possible
                    --color=yes            | 'yes' is not known; known are auto, always, never
                    --now=yesterday        | --now: 'yesterday' is no time; write it as 2026-11-20T12:00:00Z
                    --zone=Mars            | 'Mars' is no zone; write it as Europe/Berlin or +02:00
                    --skew=5               | '5' is no duration; write it as '30 s', '5 min' or '2 h'
                    --skew=5 KiB           | '5 KiB' is no duration
                    --set=name             | --set
                    --report=json          | 'json' is not FORMAT=FILE
                    --report=xml=a.xml     | 'xml' is not known; known are text, json, jsonl, sarif, junit, github, nagios
                    --report=json=/no/a    | there is no directory /no
                    --rules=/nowhere       | --rules: there is no directory /nowhere
                    -qv                    | --quiet and --verbose exclude each other
                    """)
    void refusesWhatItCannotUnderstand(String option, String message) {
        FakeEngine engine = FakeEngine.finding(BROKEN);

        Run run = Run.of(engine, "analyze", log, option);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("backup-doctor: ")
                .contains(message)
                .endsWith("\nsee 'backup-doctor analyze --help'\n");
        assertThat(engine.paths).as("nothing was analysed").isEmpty();
    }

    @Test
    void wantsAnInput() {
        Run run = Run.of(FakeEngine.finding(BROKEN), "analyze");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("missing required parameter: 'PATH'");
    }

    @Test
    void refusesWhenNoInputIsThere() {
        FakeEngine engine = FakeEngine.finding(BROKEN);
        String wrong = directory.resolve("acne.log").toString();

        Run run = Run.of(engine, "analyze", wrong);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("backup-doctor: there is no file " + wrong + "; did you mean acme.log?\n");
        assertThat(engine.paths).isEmpty();
    }

    @Test
    void tracesBugs() {
        FakeEngine engine = new FakeEngine(() -> {
            throw new IllegalStateException("never happens");
        });

        Run run = Run.of(engine, "analyze", log);

        assertThat(run.exit()).isEqualTo(70);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("backup-doctor: this is a bug of ours; please report it with the text below\nversion ")
                .contains("java.lang.IllegalStateException: never happens\n\tat dev.backupdoctor.cli.AnalyzeTest");
    }

    @Test
    void doesNotTakeLackOfMemoryForAFinding() {
        FakeEngine engine = new FakeEngine(() -> {
            throw new OutOfMemoryError("Java heap space");
        });

        Run run = Run.of(engine, "analyze", log);

        assertThat(run.exit()).isEqualTo(70);
        assertThat(run.err()).contains("please report", "OutOfMemoryError");
    }

    @Test
    void coloursOnScreenOnly() {
        FakeEngine engine = FakeEngine.finding(BROKEN);
        Map<String, String> screen = Map.of("TERM", "xterm", "LANG", "de_DE.UTF-8");

        assertThat(Run.onScreen(screen, engine, "analyze", log).out()).startsWith("\u001b[1;31merror");
        assertThat(Run.onScreen(screen, engine, "analyze", log, "--color=never").out())
                .startsWith("error");
        assertThat(Run.of(engine, "analyze", log).out()).startsWith("error");
        assertThat(Run.of(engine, "analyze", log, "--color=always").out()).startsWith("\u001b[1;31merror");
    }

    @ParameterizedTest
    @CsvSource({"TERM,dumb", "NO_COLOR,1"})
    void leavesColourOutWhereUnwanted(String name, String value) {
        Map<String, String> screen = name.equals("TERM") ? Map.of(name, value) : Map.of("TERM", "xterm", name, value);

        Run run = Run.onScreen(screen, FakeEngine.finding(BROKEN), "analyze", log);

        assertThat(run.out()).startsWith("error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "de_DE.ISO-8859-1"})
    void writesAsciiOnScreenThatIsNotUtf8(String locale) {
        Run run = Run.onScreen(Map.of("LC_ALL", locale), FakeEngine.finding(BROKEN), "analyze", log);

        assertThat(run.out().chars()).allMatch(c -> c < 0x80);
    }

    @Test
    void fillsScreen() {
        Map<String, String> told = Map.of("COLUMNS", "60");
        FakeEngine engine = FakeEngine.finding(BROKEN);

        assertThat(widest(Run.onScreen(Map.of(), engine, "analyze", log))).isEqualTo(72);
        assertThat(widest(Run.onScreen(told, engine, "analyze", log))).isEqualTo(60);
        assertThat(widest(Run.of(engine, "analyze", log))).isEqualTo(100);
        assertThat(widest(Run.of(engine, "analyze", log, "--width=50"))).isEqualTo(50);
    }

    @Test
    void endsQuietlyWhenNobodyReadsOn() {
        Run run = failing(Terminal.Target.PIPE, "Relais brisé (pipe)");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void saysWhenReportCannotBeWritten() {
        Run run = failing(Terminal.Target.FILE, "No space left on device");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).isEqualTo("backup-doctor: cannot write to standard output: No space left on device\n");
    }

    private static int widest(Run run) {
        return run.out().lines().mapToInt(String::length).max().orElse(0);
    }

    private Run failing(Terminal.Target target, String message) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                throw new IOException(message);
            }
        };
        Terminal terminal = new Terminal(InputStream.nullInputStream(), out, err, Map.of(), target, OptionalInt::empty);
        int exit = Main.run(terminal, FakeEngine.finding(BROKEN), "analyze", Objects.requireNonNull(log));
        return new Run(exit, "", err.toString(StandardCharsets.UTF_8));
    }
}
