package dev.backupdoctor.amanda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.engine.Analysis;
import dev.backupdoctor.core.engine.AnalysisOptions;
import dev.backupdoctor.core.engine.Rulebook;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.fix.FixRun;
import dev.backupdoctor.core.fix.Host;
import dev.backupdoctor.core.fix.Journal;
import dev.backupdoctor.core.fix.JournalEntry;
import dev.backupdoctor.core.fix.Person;
import dev.backupdoctor.core.fix.Plan;
import dev.backupdoctor.core.fix.UndoRun;
import dev.backupdoctor.core.testing.RequiresTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limit of estimates is raised where it is set, and nothing else of the configuration changes. */
class AmandaFixTest {

    private static final String MAIN = """
            # nightly backups, see amanda.conf(5)
            org "nightly"   # seen in mails
            %s
            logdir "/var/log/amanda/nightly"
            """;

    private static final String SENDSIZE = """
            Fri Nov 20 08:43:35.832667571 2026: pid 18505: thd-0x5596a7954c00: sendsize: pid 18505 ruid 34 euid 34 version 3.5.1: start at Fri Nov 20 08:43:35 2026
            Fri Nov 20 08:44:15.860329997 2026: pid 18510: thd-0x5596a7954c00: sendsize: estimate time for /srv level 0: 40.024
            Fri Nov 20 08:44:15.862434111 2026: pid 18505: thd-0x5596a7954c00: sendsize: pid 18505 finish time Fri Nov 20 08:44:15 2026
            """;

    @TempDir
    private Path root;

    private Path etc = Path.of("");
    private Path conf = Path.of("");

    @BeforeEach
    void host() throws IOException {
        etc = Files.createDirectories(root.toRealPath().resolve("etc/amanda/nightly"));
        conf = etc.resolve("amanda.conf");
        Files.writeString(root.resolve("sendsize.20261120084335.debug"), SENDSIZE);
        // Amanda looks for it, too.
        Files.createFile(etc.resolve("disklist"));
    }

    @ParameterizedTest
    @CsvSource({
        "etimeout 2, etimeout 60",
        "eTimeout\t2 # was 300, eTimeout\t60 # was 300",
        "etimeout -9   # for all of a host, etimeout -60   # for all of a host",
        "ETIMEOUT   0002, ETIMEOUT   60"
    })
    void raisesTheLimit(String before, String after) throws Exception {
        Files.writeString(conf, MAIN.formatted(before));
        Files.setPosixFilePermissions(conf, PosixFilePermissions.fromString("rw-r-----"));

        JournalEntry entry = fix();

        assertThat(conf).hasContent(MAIN.formatted(after));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(conf)))
                .isEqualTo("rw-r-----");
        assertThat(finding()).isEmpty();
        new UndoRun(journal(), step -> {}).undo(entry.number());
        assertThat(conf).hasContent(MAIN.formatted(before));
    }

    @Test
    void raisesTheLimitInTheFileThatIsIncluded() throws Exception {
        Path included = Files.writeString(etc.resolve("site.conf"), "etimeout 2 # seconds\n");
        Files.writeString(conf, MAIN.formatted("includefile \"site.conf\""));

        fix();

        assertThat(included).hasContent("etimeout 60 # seconds\n");
        assertThat(conf).hasContent(MAIN.formatted("includefile \"site.conf\""));
        assertThat(finding()).isEmpty();
    }

    @Test
    void leavesTheLineToPeopleWhereThereIsNone() throws Exception {
        Files.writeString(conf, MAIN.formatted(""));
        String slow = SENDSIZE.replace("08:43:35", "07:43:35").replace("40.024", "3640.024");
        Files.writeString(root.resolve("sendsize.20261120084335.debug"), slow);

        Finding finding = finding().orElseThrow();

        assertThat(finding.fixes()).extracting(f -> f.risk().word()).containsOnly("manual");
        assertThat(finding.fixes().get(0).title()).startsWith("set etimeout to ");
    }

    @Test
    @RequiresTool("amgetconf")
    void amandaReadsWhatWasWritten() throws Exception {
        Files.writeString(etc.resolve("site.conf"), "etimeout 2 # seconds\n");
        Files.writeString(conf, MAIN.formatted("includefile \"site.conf\""));
        String before = amgetconf();

        fix();

        assertThat(before).isEqualTo("2");
        assertThat(amgetconf()).isEqualTo("60");
    }

    private String amgetconf() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("amgetconf", ".", "etimeout")
                .directory(etc.toFile())
                .redirectErrorStream(true)
                .start();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return said;
        }
    }

    private JournalEntry fix() throws Exception {
        Finding finding = finding().orElseThrow();
        Plan plan = Plan.of(finding, finding.fixes().get(0));
        return new FixRun(journal(), new Host("here"), Person.NONE, step -> {}).apply(plan);
    }

    private Optional<Finding> finding() throws Exception {
        Rulebook rulebook = Rulebook.load(List.of(new AmandaModule()), List.of());
        Diagnosis diagnosis = Analysis.run(
                rulebook,
                List.of(root.toRealPath().toString()),
                InputStream.nullInputStream(),
                AnalysisOptions.DEFAULT);
        return diagnosis.findings().stream()
                .filter(f -> f.rule().equals("amanda-estimate-timeout"))
                .findFirst();
    }

    private Journal journal() throws IOException {
        return new Journal(Files.createDirectories(root.resolve("state")));
    }
}
