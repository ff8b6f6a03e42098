package dev.backupdoctor.checkmk.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.checkmk.event.CheckmkEvent.BackupCompleted;
import dev.backupdoctor.checkmk.event.CheckmkEvent.BackupFailed;
import dev.backupdoctor.checkmk.event.CheckmkEvent.BackupUnfinished;
import dev.backupdoctor.checkmk.event.CheckmkEvent.ConnectionReset;
import dev.backupdoctor.checkmk.event.CheckmkEvent.JobState;
import dev.backupdoctor.core.testing.Recording;
import dev.backupdoctor.core.value.Size;
import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class JobStateParserTest {

    private static final String PATH = "x/omd/sites/ham/var/check_mk/backup/full.state";

    private static Recording read(String path, String json) {
        return Recording.of(new JobStateParser(), path, json.replace('`', '"'));
    }

    private static String failed(String output) {
        return "{`finished`: 1737249301.6, `output`: `%s`, `started`: 1737249300.1, `state`: `finished`, `success`: false}"
                .formatted(output);
    }

    @Test
    void readsASuccess() {
        Recording read = read(
                PATH,
                "{`finished`: 1737249301.6, `next_schedule`: 1737253800.0, `output`: ``, `size`: 7,"
                        + " `started`: 1737249300.1, `state`: `finished`, `success`: true}");

        BackupCompleted run = read.only(BackupCompleted.class);
        assertThat(run.job()).contains("full");
        assertThat(run.site()).contains("ham");
        assertThat(run.took()).contains(Duration.ofMillis(1_500));
        assertThat(run.size()).contains(new Size(7));
        JobState state = read.only(JobState.class);
        assertThat(state.root()).isEqualTo("x/omd/sites/ham");
        assertThat(state.next()).contains(LocalDateTime.of(2025, 1, 19, 2, 30));
    }

    @Test
    void readsARunThatIsGoingOn() {
        Recording read = read(
                PATH,
                "{`finished`: null, `next_schedule`: `disabled`, `output`: ``, `pid`: 7, `size`: null,"
                        + " `started`: 1737249300.1, `state`: `running`, `success`: false}");

        assertThat(read.only(BackupUnfinished.class).pid()).contains(7L);
        assertThat(read.only(BackupUnfinished.class).over()).isFalse();
        assertThat(read.only(JobState.class).next()).isEmpty();
        assertThat(read.all(BackupFailed.class)).isEmpty();
    }

    @Test
    void believesTheOutputMoreThanTheNameOfAFileThatWasRenamed() {
        String output = "2025-01-19 01:15:01 --- Starting backup (Check_MK-h-ham-full to nas) ---\\n";

        assertThat(read("copy-of-full.state", failed(output))
                        .only(BackupFailed.class)
                        .job())
                .contains("full");
        assertThat(read("a+b.state", failed(output.replace("-full", "-a+b")))
                        .only(BackupFailed.class)
                        .job())
                .contains("a+b");
    }

    @Test
    void takesTheLastLineForTheReasonWhenNoneIsKnown() {
        assertThat(read(PATH, failed("first\\nlast words\\n\\n"))
                        .only(BackupFailed.class)
                        .text())
                .isEqualTo("last words");
        assertThat(read(PATH, failed("")).only(BackupFailed.class).text()).isEqualTo("its output gives no reason");
    }

    @Test
    void seesByItsFieldsThatTheRunIsOneOf22OrLater() {
        String reset = failed("Site backup failed: Failed to perform backup: [Errno 104] Connection reset by peer\\n");

        assertThat(read(PATH, reset).only(ConnectionReset.class).modern()).isFalse();
        assertThat(read(PATH, reset.replace("{", "{`size`: null, "))
                        .only(ConnectionReset.class)
                        .modern())
                .isTrue();
    }

    @Test
    void leavesOutRestoresAndCopiesWithinBackups() {
        String json = failed("");

        assertThat(read("tmp/restore-ham.state", json).events()).isEmpty();
        assertThat(read(PATH, failed("2025-01-19 01:15:01 --- Starting restore (x) ---\\n"))
                        .events())
                .isEmpty();
        assertThat(read("a/site-ham.tar.gz!/ham/var/check_mk/backup/full.state", json)
                        .events())
                .isEmpty();
    }

    @Test
    void readsWhatTheAgentHandsOn() {
        Recording read = read(
                "agent.txt",
                "<<<uptime>>>\n5\n<<<mkbackup>>>\n[[[site:ham:daily]]]\n" + failed("x") + "\n[[[system:all]]]\n"
                        + failed("y") + "\n<<<job>>>\n{\n");

        assertThat(read.problems()).isEmpty();
        BackupFailed first = read.all(BackupFailed.class).get(0);
        assertThat(first.site()).contains("ham");
        assertThat(first.job()).contains("daily");
        assertThat(first.run().line()).isEqualTo(5);
        assertThat(read.all(BackupFailed.class).get(1).job()).contains("all");
        assertThat(read.all(BackupFailed.class).get(1).site()).isEmpty();
    }

    @Test
    void leavesOutOtherFilesThatHaveFieldsOfTheSameName() {
        Recording read = read("x.log", "a line\n{`next_schedule`: 1}\n");

        assertThat(read.events()).isEmpty();
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void reportsWhatIsTornOrMakesNoSense() {
        assertThat(read(PATH, "{`state`: `finished`, `success`: fal").problems())
                .hasSize(1);
        assertThat(read(PATH, "{`state`: `finished`, `success`: null}").problems())
                .hasSize(1);
        assertThat(read(PATH, "{`state`: `finished`, `success`: false, `finished`: -1e99, `started`: 1e400}")
                        .events())
                .isNotEmpty();
    }
}
