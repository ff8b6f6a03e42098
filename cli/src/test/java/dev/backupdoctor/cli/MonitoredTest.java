package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a monitoring system reads when all goes well, and when nothing does. */
class MonitoredTest {

    @TempDir
    private Path directory;

    private String log = "";

    @BeforeEach
    void writeLog() throws IOException {
        log = Files.writeString(directory.resolve("acme.log"), "disk full\n").toString();
    }

    @Test
    void givesTheReport() {
        FakeEngine engine = FakeEngine.finding(Acme.of(Acme.finding(Severity.WARNING, Confidence.CERTAIN)));

        Run nagios = Run.of(engine, "analyze", log, "--format", "nagios");
        Run checkmk = Run.of(engine, "analyze", log, "--format=checkmk");

        assertThat(nagios.exit()).isEqualTo(1);
        assertThat(nagios.out()).startsWith("BACKUP WARNING - disk größe is full | findings=1");
        assertThat(checkmk.exit()).isZero();
        assertThat(checkmk.out()).startsWith("1 \"Backup acme\" ").contains("\n0 \"Backup doctor\" ");
    }

    @Test
    void saysWrongUsageOnStandardOutput() {
        FakeEngine engine = FakeEngine.finding(Acme.clean());

        Run nagios = Run.of(engine, "analyze", "--format=nagios", "--fromat", log);
        Run checkmk = Run.of(engine, "analyze", "--format", "checkmk", log, "--jobs=0");

        assertThat(nagios.exit()).isEqualTo(3);
        assertThat(nagios.out()).startsWith("BACKUP UNKNOWN - unknown option '--fromat'; did you mean --format?\n");
        assertThat(checkmk.exit()).isZero();
        assertThat(checkmk.out()).startsWith("3 \"Backup doctor\" - --jobs: 0 is too few; give 1 or more\\nsee");
    }

    @Test
    void saysABugOfOursOnStandardOutput() {
        FakeEngine engine = new FakeEngine(() -> {
            throw new IllegalStateException("never happens");
        });

        Run nagios = Run.of(engine, "analyze", log, "--format=nagios");
        Run checkmk = Run.of(engine, "analyze", log, "--format=checkmk");

        assertThat(nagios.exit()).isEqualTo(3);
        assertThat(nagios.out())
                .startsWith("BACKUP UNKNOWN - this is a bug of ours;")
                .contains("IllegalStateException: never happens");
        assertThat(nagios.err()).contains("IllegalStateException: never happens");
        assertThat(checkmk.exit()).isZero();
        assertThat(checkmk.out())
                .startsWith("3 \"Backup doctor\" - this is a bug of ours")
                .hasLineCount(1);
    }

    @Test
    void leavesOtherFormatsAlone() {
        Run run = Run.of(FakeEngine.finding(Acme.clean()), "analyze", "--format=json", "--jobs=0", log);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void printsHelpAsHelp() {
        Run run = Run.of(FakeEngine.finding(Acme.clean()), "analyze", "--format=nagios", "--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("Says what is wrong");
    }
}
