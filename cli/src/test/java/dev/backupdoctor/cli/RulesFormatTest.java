package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesFormatTest {

    private static final String MESSY = """
            rule acme-full "The disk is full"
            say "no room"
            severity error
            for-each host in acme.full as full  # the newest
            """;
    private static final String SETTLED = """
            rule acme-full "The disk is full"

            severity    error

            for-each    host in acme.full as full  # the newest

            say         "no room"
            """;

    @TempDir
    private Path dir;

    private Path rule;

    @BeforeEach
    void writeMessyRule() throws IOException {
        rule = Files.writeString(dir.resolve("acme-full.rule"), MESSY);
    }

    @Test
    void rewritesFilesInPlace() throws IOException {
        Run run = run(rule.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("changed " + rule + "\n1 file, 1 changed\n");
        assertThat(rule).hasContent(SETTLED);
        try (var left = Files.list(dir)) {
            assertThat(left).containsExactly(rule);
        }
    }

    @Test
    void leavesWhatIsLaidOut() throws IOException {
        Files.writeString(rule, SETTLED);
        Object before = Files.getAttribute(rule, "unix:ino");

        Run run = run(dir.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("1 file, 0 changed\n");
        assertThat(Files.getAttribute(rule, "unix:ino")).isEqualTo(before);
    }

    @Test
    void onlySaysWhatWouldChangeWithCheck() {
        Run run = run("--check", rule.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("would change " + rule + "\n1 file, 1 would change\n");
        assertThat(rule).hasContent(MESSY);
    }

    @Test
    void isContentWithLaidOutFilesWithCheck() throws IOException {
        Files.writeString(rule, SETTLED);

        assertThat(run("--check", rule.toString()).exit()).isZero();
    }

    @Test
    void changesNothingWhenOneFileDoesNotParse() throws IOException {
        Path broken = Files.writeString(dir.resolve("acme-broken.rule"), "rule acme-broken\nseverity\n");

        Run run = run(dir.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(broken + ":2:").endsWith("no file was changed\n");
        assertThat(rule).hasContent(MESSY);
    }

    @Test
    void refusesBytesThatAreNotUtf8() throws IOException {
        byte[] latin = MESSY.replace("room", "Gr\u00f6\u00dfe").getBytes(StandardCharsets.ISO_8859_1);
        Files.write(rule, latin);

        Run run = run(rule.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith(rule + ": is not UTF-8\n");
        assertThat(rule).hasBinaryContent(latin);
    }

    @Test
    void keepsModeAndFollowsLinks() throws IOException {
        Files.setPosixFilePermissions(rule, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(dir.resolve("link.rule"), rule.getFileName());

        assertThat(run(link.toString()).exit()).isZero();

        assertThat(link).isSymbolicLink().hasContent(SETTLED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rule)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void refusesWhatIsNoRuleFile() throws IOException {
        Path text = Files.writeString(dir.resolve("notes.txt"), "");

        Run run = run(text.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("backup-doctor: " + text + " is no rule: ");
    }

    private static Run run(String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "rules";
        all[1] = "format";
        System.arraycopy(args, 0, all, 2, args.length);
        return Run.of(FakeEngine.finding(Acme.clean()), all);
    }
}
