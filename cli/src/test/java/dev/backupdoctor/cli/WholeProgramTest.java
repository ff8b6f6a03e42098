package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.backupdoctor.cli.acme.AcmeModule;
import dev.backupdoctor.core.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the command line to the report, with a module of a fictional product. */
class WholeProgramTest {

    private static final String FULL = """
            2026-11-20 02:00:00 copying disks of web01 to /srv/backup
            2026-11-20 02:10:00 cannot write /srv/backup/web01.7: no space left on /srv
            """;
    private static final String SLOW = """
            2026-11-20 02:00:00 copying disks of web02 to /srv/backup
            2026-11-20 02:20:00 all copies are done, they took 1200 s
            """;

    @TempDir
    private Path directory;

    @Test
    void findsWhatIsWrong() throws IOException {
        file("acme-1.log", FULL);
        file("acme-2.log", SLOW);
        file("acme.conf", "timeout of web02 is 900 s\n");

        Run run = run("analyze", directory.toString(), "--zone=UTC");

        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        Golden.check("whole/findings.txt", run.out());
    }

    @Test
    void givesTheSameAsJson() throws IOException {
        file("acme-1.log", FULL);

        Run run = run("analyze", "--format=json", directory.toString());

        JsonNode report = new ObjectMapper().readTree(run.out());
        assertThat(report.at("/findings/0/rule").textValue()).isEqualTo("acme-disk-full");
        assertThat(report.at("/findings/0/evidence/0/line").intValue()).isEqualTo(2);
        assertThat(report.at("/run/complete").booleanValue()).isTrue();
        assertThat(report.at("/run/exit").intValue()).isEqualTo(1);
    }

    @Test
    void namesTheRulesThatFoundNothing() throws IOException {
        file("acme-1.log", FULL);

        Run run = run("analyze", "--format=junit", directory.toString());

        assertThat(run.out())
                .contains("<testcase classname=\"acme-disk-full\"")
                .contains("<testcase classname=\"acme-copy-timeout\"")
                .contains("failures=\"1\"");
    }

    @Test
    void asksForWhatIsMissing() throws IOException {
        file("acme.log", SLOW);

        Run run = run("analyze", directory.toString(), "--zone=UTC");
        Run strict = run("analyze", directory.toString(), "--strict");

        assertThat(run.exit()).isZero();
        assertThat(strict.exit()).isEqualTo(3);
        Golden.check("whole/open.txt", run.out());
    }

    @Test
    void doesNotCallUnknownFilesClean() throws IOException {
        String file = file("notes.txt", "nothing that anybody knows\n");

        Run run = run("analyze", file);

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).startsWith("Nothing was recognised in 1 file, so nothing was checked.\n");
    }

    @Test
    void goesOnWhenOneInputIsMissing() throws IOException {
        String file = file("acme.log", """
                2026-11-20 02:00:00 copying disks of web02 to /srv/backup
                """);
        file("acme.conf", "timeout of web02 is 900 s\n");

        Run run = run("analyze", file, directory.resolve("acme.conf").toString(), "/nowhere.log");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("not read whole:\n /nowhere.log: ");
    }

    @Test
    void takesSettings() throws IOException {
        file("acme.log", SLOW);
        file("acme.conf", "timeout of web02 is 1300 s\n");

        Run fast = run("analyze", directory.toString(), "--fail-on=warning");
        Run slow = run("analyze", directory.toString(), "--fail-on=warning", "--set=spare=5 min");
        Run wrong = run("analyze", directory.toString(), "--set=spar=5 min");
        Run strange = run("analyze", directory.toString(), "--set=spare=much");

        assertThat(fast.exit()).isZero();
        assertThat(slow.exit()).isEqualTo(1);
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("--set: no rule has a setting 'spar'; did you mean spare?");
        assertThat(strange.exit()).isEqualTo(2);
    }

    @Test
    void takesRulesOfTheUser() throws IOException {
        String log = file("acme.log", SLOW);
        String rules = rules("acme-any-end.rule", """
                rule acme-any-end "A run ended"

                severity    info
                for-each    host in acme.ended as done
                say         "the run of {host} took {done.took}"
                example "a run" finds
                  given events \"""
                {"kind": "acme.ended", "host": "web01", "took": 3}
                \"""
                example "no run" finds nothing
                  given events \"""
                {"covers": "acme.ended", "host": "web01"}
                \"""
                """);

        Run run = run("analyze", log, "--rules", rules);
        Run explained = run("explain", "acme-any-end", "--rules", rules);

        assertThat(run.out()).as(run.err()).contains("info[acme-any-end]: the run of web02 took 1200 s");
        assertThat(explained.out()).startsWith("acme-any-end: A run ended\n");
    }

    @Test
    void analysesNothingWithBadRules() throws IOException {
        String log = file("acme.log", SLOW);
        String rules = rules("acme-bad.rule", bad());

        Run run = run("analyze", log, "--rules", rules);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("rules/acme-bad.rule:4:", " 4 | if          done.tok > 10 s\n")
                .endsWith("\nbackup-doctor: rules or formats are wrong; nothing was analysed\n");
    }

    @Test
    void checksRules() throws IOException {
        String rules = rules("acme-bad.rule", bad());

        Run bad = run("rules", "check", rules);
        Run installed = run("rules", "check");
        Run other = run("rules", "check", file("README", "bad"));
        Run missing = run("rules", "check", "/nowhere.rule");

        assertThat(bad.exit()).isEqualTo(2);
        assertThat(bad.out()).contains("acme-bad.rule:4:").endsWith("1 file, 1 error\n");
        assertThat(bad.err()).isEmpty();
        assertThat(installed.exit()).isZero();
        assertThat(installed.out()).isEqualTo("2 rules, no errors\n");
        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.err()).contains("is no rule: names of rules end in .rule, those of formats in .format");
        assertThat(missing.err()).contains("there is no file /nowhere.rule");
    }

    @Test
    void runsExamples() throws IOException {
        Run all = run("rules", "test");
        Run one = run("rules", "test", "acme-disk-full", "-v");
        Run none = run("rules", "test", "acme-disc-full");

        assertThat(all.exit()).as(all.out()).isZero();
        assertThat(all.out()).isEqualTo("8 passed, 0 failed\n");
        assertThat(one.out()).contains("acme-disk-full: example full passed\n").endsWith("2 passed, 0 failed\n");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("nothing called acme-disc-full has examples; did you mean acme-disk-full?");
    }

    @Test
    void namesExamplesThatFail() throws IOException {
        String rules = rules("acme-never.rule", """
                rule acme-never "Never"

                severity    info
                for-each    host in acme.ended as done
                if          done.took > 1 d
                say         "the run of {host} took {done.took}"
                example "slow" finds
                  given events \"""
                {"kind": "acme.ended", "host": "web01", "took": 3}
                \"""
                example "no run" finds nothing
                  given events \"""
                {"covers": "acme.ended", "host": "web01"}
                \"""
                """);

        Run run = run("rules", "test", "acme-never", "--rules", rules);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out())
                .contains("acme-never: example slow failed\n", "acme-never.rule:7:1: should find 1")
                .endsWith("1 passed, 1 failed\n");
    }

    private static String bad() {
        return """
                rule acme-bad "Bad"
                severity    info
                for-each    host in acme.ended as done
                if          done.tok > 10 s
                say         "the run of {host} took {done.took}"
                example "a run" finds
                  given events \"""
                {"kind": "acme.ended", "host": "web01", "took": 3}
                \"""
                example "no run" finds nothing
                  given events \"""
                {"covers": "acme.ended", "host": "web01"}
                \"""
                """;
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private String rules(String name, String text) throws IOException {
        Path rules = Files.createDirectory(
                directory.resolve("rules"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(rules.resolve(name), text);
        return rules.toString();
    }

    /** Runs a command line; the directory's changing name is left out of what it prints. */
    private Run run(String... args) {
        Run run = Run.of(new CoreEngine(List.of(new AcmeModule())), args);
        String prefix = directory + "/";
        return new Run(run.exit(), run.out().replace(prefix, ""), run.err().replace(prefix, ""));
    }
}
