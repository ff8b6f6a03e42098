package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.backupdoctor.cli.acme.AcmeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Findings that are put up with for a while, with a module of a fictional product. */
class BaselinesTest {

    private static final String FULL = """
            2026-11-20 02:00:00 copying disks of web01 to /srv/backup
            2026-11-20 02:10:00 cannot write /srv/backup/web01.7: no space left on /srv
            """;
    private static final String NOW = "--now=2026-11-20T12:00:00Z";

    @TempDir
    private Path directory;

    private String log = "";
    private String known = "";

    @BeforeEach
    void writeLogAndBaseline() throws IOException {
        log = Files.writeString(directory.resolve("acme.log"), FULL).toString();
        known = directory.resolve("known.json").toString();
        Run written = run("baseline", "write", known, log, "--reason=new disk ordered", "--expires=2026-11-30", NOW);
        assertThat(written.exit()).as(written.err()).isZero();
        assertThat(written.out()).isEqualTo("""
                added acme-disk-full: /srv of web01 is full: /srv/backup/web01.7 was not written
                known.json: 1 added, 0 were suppressed before
                """);
    }

    @Test
    void listsWhatIsSuppressedAndDoesNotCountIt() {
        Run without = run("analyze", log, NOW);
        Run with = run("analyze", log, NOW, "--baseline", known);

        assertThat(without.exit()).isEqualTo(1);
        assertThat(with.exit()).isZero();
        assertThat(with.out())
                .startsWith("No problem found beyond what is suppressed: ")
                .contains("""
                        suppressed:
                         error[acme-disk-full]: /srv of web01 is full: /srv/backup/web01.7 was not written
                           until 2026-11-30: new disk ordered
                        """, "1 suppressed");
    }

    @Test
    void saysSoInJson() throws IOException {
        Run run = run("analyze", log, NOW, "--baseline", known, "--format=json");

        JsonNode report = new ObjectMapper().readTree(run.out());
        assertThat(report.path("findings")).isEmpty();
        assertThat(report.at("/suppressed/0/reason").asText()).isEqualTo("new disk ordered");
        assertThat(report.at("/suppressed/0/expires").asText()).isEqualTo("2026-11-30");
        assertThat(report.at("/suppressed/0/finding/rule").asText()).isEqualTo("acme-disk-full");
        assertThat(report.at("/run/exit").asInt()).isZero();
    }

    @Test
    void holdsOnItsLastDayAndWarnsOnTheNext() {
        Run last = run("analyze", log, "--now=2026-11-30T23:59:59Z", "--baseline", known);
        Run over = run("analyze", log, "--now=2026-12-01T00:00:00Z", "--baseline", known);

        assertThat(last.exit()).isZero();
        assertThat(over.exit()).isEqualTo(1);
        assertThat(over.out().replaceAll("\n +", " "))
                .contains("error[acme-disk-full]: ")
                .contains("known.json: the suppression of acme-disk-full (The disk that backups go to is full"
                        + " {disk=/srv, host=web01}) expired on 2026-11-30, so it counts again; its reason was: new"
                        + " disk ordered");
    }

    @Test
    void suppressesTheSameTroubleOnOtherLinesAndDays() throws IOException {
        Files.writeString(
                Path.of(log),
                "2026-11-21 01:00:00 nothing to copy\n".repeat(3)
                        + FULL.replace("11-20", "11-21").replace(".7", ".8"));

        assertThat(run("analyze", log, NOW, "--baseline", known).exit()).isZero();
    }

    @Test
    void countsWhatHasBecomeGraver() throws IOException {
        String text = Files.readString(Path.of(known));
        Files.writeString(Path.of(known), text.replace("\"error\"", "\"warning\""));

        Run run = run("analyze", log, NOW, "--baseline", known);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().replaceAll("\n +", " ")).contains("was for warning; it is error now, so it counts");
    }

    @Test
    void keepsWhatIsSuppressedWhenMoreIsAdded() throws IOException {
        String before = Files.readString(Path.of(known));

        Run again = run("baseline", "write", known, log, "--reason=another", "--expires=2027-01-01", NOW);
        Run late = run(
                "baseline",
                "write",
                known,
                log,
                "--reason=renewed",
                "--expires=2027-01-01",
                "--now=2026-12-24T00:00:00Z");

        assertThat(again.out()).isEqualTo("known.json: 0 added, 1 were suppressed before\n");
        assertThat(before).contains("\"reason\" : \"new disk ordered\"");
        assertThat(late.out()).endsWith("1 added, 0 were suppressed before\n");
        assertThat(Path.of(known)).content().contains("renewed").doesNotContain("new disk ordered");
    }

    @Test
    void prunesWhatHasExpiredOrIsGone() throws IOException {
        Run none = run("baseline", "prune", known, log, NOW);
        Files.writeString(Path.of(log), "2026-11-20 02:00:00 copying disks of web01 to /srv/backup\n");
        Run unread = run("baseline", "prune", known, log, "/nowhere.log", NOW);
        Run gone = run("baseline", "prune", known, log, NOW);

        assertThat(none.out()).isEqualTo("known.json: 0 removed, 1 kept\n");
        assertThat(unread.exit()).isEqualTo(3);
        assertThat(unread.out()).isEqualTo("known.json: 0 removed, 1 kept; the inputs were not read whole\n");
        assertThat(gone.out()).endsWith("no longer found\nknown.json: 1 removed, 0 kept\n");
    }

    @Test
    void prunesWithoutInputsOnlyWhatHasExpired() {
        assertThat(run("baseline", "prune", known, NOW).out()).isEqualTo("known.json: 0 removed, 1 kept\n");
        assertThat(run("baseline", "prune", known, "--now=2026-12-24T00:00:00Z").out())
                .endsWith("expired on 2026-11-30\nknown.json: 1 removed, 0 kept\n");
    }

    @Test
    void leavesOnlyTheBaselineBehind() throws IOException {
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(Path.of(log), Path.of(known));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    `2026-11-20 02:00:00 a log`                        | is torn or no JSON at line 1
                    `{"schema": "backup-doctor-baseline/1", "supp`     | is torn or no JSON at line 1
                    `{"schema": "backup-doctor/1", "findings": []}`    | is no baseline: its schema is not backup-doctor-baseline/1
                    `{"schema": "backup-doctor-baseline/2"}`           | is of version backup-doctor-baseline/2; this program knows backup-doctor-baseline/1
                    `{"schema": "backup-doctor-baseline/1"}`           | has no list of suppressions
                    `[]`                                               | is no baseline: its schema is not backup-doctor-baseline/1
                    ``                                                 | is no baseline: its schema is not backup-doctor-baseline/1
                    """)
    void refusesWhatIsNoBaseline(String text, String message) throws IOException {
        Files.writeString(Path.of(known), text);

        for (String[] command : new String[][] {
            {"analyze", log, "--baseline", known},
            {"baseline", "prune", known},
            {"baseline", "write", known, log, "--reason=x", "--expires=2999-01-01"}
        }) {
            Run run = run(command);

            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("backup-doctor: baseline known.json " + message + "\n");
        }
        assertThat(Path.of(known)).hasContent(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "reason" : "new disk ordered" | "reason" : " "              | suppression 1 has no 'reason': each needs a reason and an expiry
                    "expires" : "2026-11-30"      | "expire" : "2026-11-30"     | suppression 1 has no 'expires': each needs a reason and an expiry
                    "2026-11-30"                  | "30.11.2026"                | suppression 1 expires on '30.11.2026'; write it as 2027-01-31
                    "severity" : "error"          | "severity" : "bad"          | suppression 1 has the severity 'bad', which is none
                    """)
    void wantsReasonAndExpiryOfEverySuppression(String from, String to, String message) throws IOException {
        String text = Files.readString(Path.of(known));
        assertThat(text).contains(from);
        Files.writeString(Path.of(known), text.replace(from, to));

        Run run = run("analyze", log, "--baseline", known);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("baseline known.json " + message);
    }

    @Test
    void wantsReasonAndExpiryOnCommandLine() {
        Run reason = run("baseline", "write", known, log, "--expires=2999-01-01");
        Run blank = run("baseline", "write", known, log, "--reason= ", "--expires=2999-01-01");
        Run over = run("baseline", "write", known, log, "--reason=x", "--expires=2026-11-19", NOW);
        Run missing = run("analyze", log, "--baseline", known + ".no");

        assertThat(List.of(reason, blank, over, missing)).allMatch(r -> r.exit() == 2);
        assertThat(over.err()).contains("--expires: 2026-11-19 is over");
        assertThat(missing.err()).contains("there is no baseline known.json.no");
    }

    private Run run(String... args) {
        Run run = Run.of(new CoreEngine(List.of(new AcmeModule())), args);
        String prefix = directory + "/";
        return new Run(run.exit(), run.out().replace(prefix, ""), run.err().replace(prefix, ""));
    }
}
