package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.vault.VaultHost;
import dev.backupdoctor.core.testing.vault.VaultModule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What loses something, and what only people can do. */
class FixConfirmTest {

    private static final String RULE = """
            rule vault-store-stale "A store is stale"

            severity    error
            for-each    store in vault.store as space
            say         "store {store} is stale"
            fix         destructive "drop it"
              do        "tell everybody"
              run       "touch SPOOL/{store}"
              loses     "all that is in {store}"
              confirm   store
            example "a store" finds
              given events \"""
            {"kind": "vault.store", "store": "main", "used": 3}
            \"""
            example "none" finds nothing
              given events \"""
            {"covers": "vault.store"}
            \"""
            """;

    @TempDir
    private Path directory;

    private Path home = Path.of("");
    private Path rules = Path.of("");
    private Path dropped = Path.of("");

    @BeforeEach
    void host() throws IOException {
        home = VaultHost.in(directory.toRealPath().resolve("host")).home();
        dropped = Files.createDirectory(directory.resolve("spool")).resolve("main");
        rules = Files.createDirectory(
                directory.resolve("rules"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(
                rules.resolve("vault-store-stale.rule"),
                RULE.replace("SPOOL", directory.resolve("spool").toString()));
    }

    @Test
    void wantsTheNameAndAPerson() {
        Run run = screen("done\n", "--confirm", "main");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("  1. by hand: tell everybody\n", "  loses:  all that is in main\n");
        assertThat(run.err()).contains("This is yours: tell everybody");
        assertThat(dropped).exists();
    }

    @Test
    void takesTheNameFromTheKeyboard() {
        Run right = screen("main\ndone\n");

        assertThat(right.exit()).as(right.err()).isZero();
        assertThat(right.err()).contains("Lost will be: all that is in main");
        assertThat(dropped).exists();
    }

    @Test
    void refusesWithoutTheName() {
        Run wrong = screen("mian\n");
        Run yes = screen("yes\n");
        Run nobody = screen("");
        Run otherName = screen("done\n", "--confirm", "mian");

        assertThat(List.of(wrong.exit(), yes.exit(), nobody.exit(), otherName.exit()))
                .containsOnly(5);
        assertThat(wrong.err()).contains("was not confirmed: say --confirm NAME; nothing was changed");
        assertThat(otherName.err()).contains("--confirm mian is not the name that this is about");
        assertThat(dropped).doesNotExist();
    }

    @Test
    void stopsWhenAPersonDidNotDoTheirPart() {
        Run run = screen("no\n", "--confirm", "main");

        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).contains("step 1 was not done: tell everybody; nothing was changed");
        assertThat(dropped).doesNotExist();
    }

    @Test
    void refusesInAScriptWhatNeedsAPerson() {
        Run run = Run.in(environment(), engine(), arguments("--confirm", "main"));

        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).contains("nobody can be asked, because this is no terminal");
        assertThat(dropped).doesNotExist();
    }

    @Test
    void ignoresRulesThatOthersCanWrite() throws IOException {
        Files.setPosixFilePermissions(rules, PosixFilePermissions.fromString("rwxrwx---"));
        boolean root = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;

        Run run = screen("main\ndone\n");

        assertThat(run.exit()).isEqualTo(root ? 2 : 0);
        assertThat(Files.exists(dropped)).isEqualTo(!root);
    }

    @Test
    void rejectsARuleThatEditsWhatNobodyCanWrite() throws IOException {
        Path rule = rules.resolve("vault-run-edit.rule");
        Files.writeString(rule, """
                rule vault-run-edit "x"

                severity    info
                for-each    host in vault.run as run
                say         "x"
                fix         reversible "edit a log"
                  edit      run.took to 2 * run.took
                example "a run" finds
                  given events \"""
                {"kind": "vault.run", "host": "web01", "took": 3}
                \"""
                example "none" finds nothing
                  given events \"""
                {"covers": "vault.run"}
                \"""
                """);

        Run run = Run.of(engine(), "rules", "check", rule.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out())
                .contains("values of vault.run cannot be edited")
                .contains("format vault-log reads records with heads: that is a log, and no configuration");
    }

    private static Engine engine() {
        return new CoreEngine(List.of(new VaultModule()));
    }

    private Map<String, String> environment() {
        return Map.of("XDG_STATE_HOME", directory.resolve("state").toString());
    }

    private String[] arguments(String... more) {
        String[] fixed = {
            "fix", "vault-store-stale", "a", "--apply", "--home", home.toString(), "--rules", rules.toString()
        };
        String[] all = java.util.Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return all;
    }

    private Run screen(String typed, String... more) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                out,
                err,
                environment(),
                Terminal.Target.SCREEN,
                () -> OptionalInt.of(72));
        int exit = Main.run(terminal, engine(), arguments(more));
        return new Run(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
