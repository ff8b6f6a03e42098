package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.backupdoctor.cli.acme.AcmeModule;
import dev.backupdoctor.core.testing.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules as their author works on them, with a module of a fictional product. */
class RuleCraftTest {

    private static final String ENDED = """
            2026-11-20 02:00:00 copying disks of web02 to /srv/backup
            2026-11-20 02:20:00 all copies are done, they took 1200 s
            """;

    @TempDir
    private Path directory;

    @Test
    void beginsRuleThatCompilesAndWhoseExamplesRun() {
        Run begun = run("rules", "new", "acme-run-ended", "--rules", rules());
        Run checked = run("rules", "check", rules());

        assertThat(begun.exit()).as(begun.err()).isZero();
        assertThat(begun.out()).startsWith("wrote rules/acme-run-ended.rule\nnext: ");
        assertThat(directory.resolve("rules/acme-run-ended.rule"))
                .content()
                .contains("for-each    host in acme.disk_full as found");
        assertThat(checked.out()).isEqualTo("1 file, 0 errors\n");
    }

    @Test
    void beginsRuleOverNamedKind() {
        run("rules", "new", "acme-run-late", "--for=acme.limit", "--rules", rules());
        Run unknown = run("rules", "new", "acme-run-odd", "--for=acme.limits", "--rules", rules());

        assertThat(directory.resolve("rules/acme-run-late.rule")).content().contains("in acme.limit as found");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("no sample of a format gives acme.limits; did you mean acme.limit?");
    }

    @Test
    void beginsFormatForLineOfRealLog() throws IOException {
        String log = file("copy.log", """
                2026-11-20 02:00:00 begun

                [2026-11-20 02:20:00,123] copier: disk /dev/sdb1 failed after 12.5 s, tries=3 "{x}"
                """);

        Run begun = run("rules", "new", "acme-disk-failed", "--format", "acme-copier", log + ":3", "--rules", rules());
        Run checked = run("rules", "check", rules());
        Run found = run("analyze", log, "--rules", rules(), "--zone=UTC");

        assertThat(begun.exit()).as(begun.err()).isZero();
        Golden.check("craft/acme-copier.format", Files.readString(directory.resolve("rules/acme-copier.format")));
        Golden.check("craft/acme-disk-failed.rule", Files.readString(directory.resolve("rules/acme-disk-failed.rule")));
        assertThat(checked.out()).isEqualTo("2 files, 0 errors\n");
        assertThat(found.out()).contains("warning[acme-disk-failed]: disk failed disk /dev/sdb1: ");
    }

    @Test
    void masksSecretsInSample() throws IOException {
        String log = file("copy.log", "2026-11-20 02:00:00 login with password=hunter2 refused\n");

        run("rules", "new", "acme-login-refused", "--format", "acme-login", log, "--rules", rules());

        assertThat(directory.resolve("rules/acme-login.format"))
                .content()
                .contains("password=*******")
                .doesNotContain("hunter2");
    }

    @Test
    void leavesFilesThatAreThere() throws IOException {
        run("rules", "new", "acme-run-ended", "--rules", rules());
        Files.writeString(directory.resolve("rules/acme-run-ended.rule"), "mine");

        // A rule that does not compile would be complained of first.
        Files.move(directory.resolve("rules"), directory.resolve("kept"));
        run("rules", "new", "acme-run-ended", "--rules", rules());
        Run again = run("rules", "new", "acme-run-ended", "--rules", rules());

        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.err()).contains("rules/acme-run-ended.rule is there already; it is left as it is");
        assertThat(directory.resolve("kept/acme-run-ended.rule")).hasContent("mine");
    }

    @Test
    void writesNothingForStrangeIdsAndLines() throws IOException {
        String empty = file("empty.log", "\n\n");

        Run product = run("rules", "new", "acne-full", "--rules", rules());
        Run capital = run("rules", "new", "acme-Full", "--rules", rules());
        Run blank = run("rules", "new", "acme-x", "--format", "acme-e", empty, "--rules", rules());
        Run beyond = run("rules", "new", "acme-x", "--format", "acme-e", empty + ":9", "--rules", rules());
        Run both = run("rules", "new", "acme-x", "--for=acme.limit", "--format", "a", "b", "--rules", rules());

        assertThat(List.of(product, capital, blank, beyond, both)).allMatch(r -> r.exit() == 2);
        assertThat(product.err()).contains("did you mean acme?");
        assertThat(blank.err()).contains("empty.log has no line");
        assertThat(beyond.err()).contains("empty.log has no line 9");
        assertThat(both.err()).contains("--for and --format exclude each other");
        assertThat(directory.resolve("rules")).doesNotExist();
    }

    @Test
    void usesRulesOfConfigurationDirectory() throws IOException {
        Map<String, String> home = Map.of("HOME", directory.toString());

        Run begun = Run.in(home, engine(), "rules", "new", "acme-run-over", "--for=acme.limit");
        Run listed = Run.in(home, engine(), "rules", "list");

        assertThat(begun.exit()).as(begun.err()).isZero();
        assertThat(directory.resolve(".config/backup-doctor/rules/acme-run-over.rule"))
                .isRegularFile();
        assertThat(listed.out()).contains("acme-run-over");
        assertThat(listed.err()).isEmpty();
    }

    @Test
    void warnsOfFilesThatTakeAnothersPlace() throws IOException {
        Path rules = Files.createDirectory(directory.resolve("rules"));
        Path more = Files.createDirectory(directory.resolve("more"));
        String own = run("rules", "show", "acme-disk-full").out();
        Files.writeString(rules.resolve("acme-disk-full.rule"), own);
        Files.writeString(more.resolve("acme-disk-full.rule"), own.replace("error\n", "critical\n"));

        Run run = run("rules", "list", "--rules", rules.toString(), "--rules", more.toString());

        assertThat(run.out()).contains("acme-disk-full      critical");
        assertThat(run.err()).isEqualTo("""
                backup-doctor: warning: rules/acme-disk-full.rule takes the place of the built-in rule acme-disk-full
                backup-doctor: warning: more/acme-disk-full.rule takes the place of the built-in rule acme-disk-full
                backup-doctor: warning: more/acme-disk-full.rule takes the place of rules/acme-disk-full.rule
                """);
    }

    @Test
    void checksSamplesOfFormatsOfTheUser() throws IOException {
        String format = file("acme-note.format", """
                format acme-note "Acme: notes"
                files "note.txt"
                event acme.note
                  line "the disk {disk: word} is noted"
                sample "another line" gives acme.note \"""
                a disk is noted
                \"""
                """);

        Run run = run("rules", "check", format);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).contains("sample \"another line\" should give acme.note, but gives nothing");
    }

    @Test
    void saysWhyRuleIsSilent() throws IOException {
        String log = file("acme.log", ENDED);
        String conf = file("acme.conf", "timeout of web02 is 1300 s\n");
        String other = file("other/acme.conf", "timeout of web01 is 9 s\n");

        StringBuilder text = new StringBuilder();
        text.append(run("rules", "why-not", "acme-copy-timeout", log, conf).out())
                .append("\n\n");
        text.append(run("rules", "why-not", "acme-copy-timeout", log, other).out())
                .append("\n\n");
        text.append(run("rules", "why-not", "acme-copy-timeout", log).out()).append("\n\n");
        text.append(run("rules", "why-not", "acme-copy-timeout", conf).out()).append("\n\n");
        text.append(run("rules", "why-not", "acme-copy-timeout", "--set=spare=5 min", log, conf)
                .out());

        Golden.check("craft/why-not.txt", text.toString());
    }

    @Test
    void boundsWhatWhyNotShows() throws IOException {
        String one = file("one/acme.log", ENDED);
        String two = file("two/acme.log", ENDED.replace("web02", "web03"));

        Run run = run("rules", "why-not", "acme-copy-timeout", one, two, "--groups=1");
        Run none = run("rules", "why-not", "acme-copy-timeout", one, "--groups=0");
        Run unknown = run("rules", "why-not", "acme-copy-timeouts", one);

        assertThat(run.out()).containsOnlyOnce("open: host ").endsWith("\nand 1 group more (--groups N)\n");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no rule acme-copy-timeouts; did you mean acme-copy-timeout?");
    }

    @Test
    void showsWhichConditionsExamplesCover() {
        Run run = run("rules", "test", "acme-copy-timeout", "--coverage");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("""
                acme-copy-timeout: 2 of 2
                    2 x  line 7: if done.took > limit.timeout - spare: true
                    1 x  line 7: if done.took > limit.timeout - spare: false
                2 of 2 sides of conditions and choices shown by the examples of 1 rule
                3 passed, 0 failed
                """.replace("    2 x", "    1 x"));
    }

    @Test
    void exportsAllThatIsKnownOfRules() throws IOException {
        Run run = run("rules", "export", "--format=json");
        Run xml = run("rules", "export", "--format=xml");

        JsonNode root = new ObjectMapper().readTree(run.out());
        JsonNode rule = root.at("/rules/1");
        assertThat(root.path("schema").asText()).isEqualTo("backup-doctor-rules/1");
        assertThat(root.path("rules")).hasSize(2);
        assertThat(rule.path("id").asText()).isEqualTo("acme-disk-full");
        assertThat(rule.at("/severities/0").asText()).isEqualTo("error");
        assertThat(rule.path("beware").asText()).isEqualTo("a quota gives the same message");
        assertThat(rule.path("text").asText()).startsWith("rule acme-disk-full ");
        assertThat(root.at("/rules/0/why").isNull()).isTrue();
        assertThat(xml.exit()).isEqualTo(2);
    }

    @Test
    void findsNothingWrongWithSoundRules() {
        Run run = run("rules", "fuzz", "acme-copy-timeout", "--seed=3", "--runs=60");
        Run again = run("rules", "fuzz", "acme-copy-timeout", "--seed=3", "--runs=60");

        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.out()).endsWith(" judged with seed 3, nothing wrong\n").isEqualTo(again.out());
    }

    @Test
    void namesRuleThatRestsOnNothingItShows() throws IOException {
        Path rules = Files.createDirectory(directory.resolve("rules"));
        Files.writeString(rules.resolve("acme-limit-known.rule"), """
                rule acme-limit-known "A limit is known"

                severity    info
                for-each    host in acme.limit as all limits
                maybe       acme.ended by host as done
                say         "a limit of {host} is known"
                show        done "shown, but not what it is about"
                example "limit and run" finds
                  given acme-log "acme.log" \"""
                2026-11-20 02:00:00 copying disks of web01 to /srv/backup
                2026-11-20 02:20:00 all copies are done, they took 1200 s
                \"""
                  given acme-conf "acme.conf" \"""
                timeout of web01 is 900 s
                \"""
                example "nothing" finds nothing
                  given events \"""
                {"covers": "acme.limit"}
                \"""
                """);

        Run run = run("rules", "fuzz", "acme-limit-known", "--rules", rules.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).contains("""
                        acme-limit-known: example "limit and run" without its evidence (acme.log:2)
                          the same is found: a limit of web01 is known
                        """);
    }

    private String rules() {
        return directory.resolve("rules").toString();
    }

    private String file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Engine engine() {
        return new CoreEngine(List.of(new AcmeModule()));
    }

    /** Runs a command line; the directory's changing name is left out of what it prints. */
    private Run run(String... args) {
        Run run = Run.of(engine(), args);
        String prefix = directory + "/";
        return new Run(run.exit(), run.out().replace(prefix, ""), run.err().replace(prefix, ""));
    }
}
