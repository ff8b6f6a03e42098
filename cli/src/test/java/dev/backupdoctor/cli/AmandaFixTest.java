package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.spi.DiagnosticModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of the first fix of a real product: check, fix, verify before and after the next run, undo. */
class AmandaFixTest {

    private static final String CONF = """
            org "nightly"
            includefile "limits.conf"
            logdir "/var/log/amanda/nightly"
            """;
    private static final String SITE = "# limits\netimeout 2   # seconds\n";

    @TempDir
    private Path root;

    private Path etc = Path.of("");
    private Path debug = Path.of("");

    @BeforeEach
    void host() throws IOException {
        etc = Files.createDirectories(root.toRealPath().resolve("etc/nightly"));
        debug = Files.createDirectories(root.toRealPath().resolve("debug"));
        Files.writeString(etc.resolve("amanda.conf"), CONF);
        Files.writeString(etc.resolve("limits.conf"), SITE);
        estimates("2026-11-20", "Fri Nov 20");
    }

    /** A run whose estimates take 40 s. */
    private void estimates(String date, String day) throws IOException {
        Files.writeString(debug.resolve("sendsize." + date.replace("-", "") + "084335.debug"), """
                DAY 08:43:35.832667571 2026: pid 18505: thd-0x5596a7954c00: sendsize: pid 18505 ruid 34 euid 34 version 3.5.1: start at DAY 08:43:35 2026
                DAY 08:44:15.860329997 2026: pid 18510: thd-0x5596a7954c00: sendsize: estimate time for /srv level 0: 40.024
                DAY 08:44:15.862434111 2026: pid 18505: thd-0x5596a7954c00: sendsize: pid 18505 finish time DAY 08:44:15 2026
                """.replace("DAY", day));
    }

    @Test
    void goesAllTheWay() throws IOException {
        Run fixed = run("fix", "amanda-estimate-timeout", "a", "--apply");
        String after = Files.readString(etc.resolve("limits.conf"));
        Run waiting = run("verify", "amanda-estimate-timeout");
        // The next night, as far as a test can have it.
        estimates("2099-11-20", "Fri Nov 20");
        Path later = debug.resolve("sendsize.20991120084335.debug");
        Files.writeString(later, Files.readString(later).replace(" 2026", " 2099"));
        Run verified = run("verify", "amanda-estimate-timeout", "--now", "2099-11-20T12:00:00Z");
        Run undone = run("undo");

        assertThat(fixed.exit()).as(fixed.out() + fixed.err()).isZero();
        assertThat(fixed.out()).contains("-etimeout 2   # seconds\n", "+etimeout 60   # seconds\n");
        assertThat(after).isEqualTo(SITE.replace("2", "60"));
        assertThat(waiting.exit()).as(waiting.out() + waiting.err()).isEqualTo(3);
        assertThat(waiting.out()).contains("the rule is silent, but what it looks at is from before the fix");
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
        assertThat(undone.exit()).as(undone.err()).isZero();
        assertThat(etc.resolve("limits.conf")).hasContent(SITE);
        assertThat(etc.resolve("amanda.conf")).hasContent(CONF);
    }

    private Run run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        if (!args[0].equals("undo")) {
            all.addAll(List.of("--confdir=" + etc, "--dbgdir=" + debug, "--logdir=" + debug, "--zone=UTC"));
        }
        return Run.in(
                Map.of("XDG_STATE_HOME", root.resolve("state").toString()),
                new CoreEngine(ServiceLoader.load(DiagnosticModule.class)),
                all.toArray(String[]::new));
    }
}
