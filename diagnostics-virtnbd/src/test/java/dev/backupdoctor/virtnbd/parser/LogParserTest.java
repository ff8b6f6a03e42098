package dev.backupdoctor.virtnbd.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.Recording;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent.Ended;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent.Run;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogParserTest {

    private static final String AT = "[2026-11-20 02:00:01] ";

    private static String begin(String arguments) {
        return AT + "INFO lib common - printVersion [main]: Version: 2.33 Arguments: /usr/bin/" + arguments + "\n";
    }

    private static String info(String message) {
        return AT + "INFO root virtnbdbackup - main [main]: " + message + "\n";
    }

    private static String error(String message) {
        return AT + "ERROR root virtnbdbackup - main [main]: " + message + "\n";
    }

    private static Recording read(String text) {
        return Recording.of(new LogParser(), "night.txt", text);
    }

    @Test
    void readsTheArgumentsOfABackup() {
        Run run = Recording.of(
                        new LogParser(),
                        "/srv/copy/web01/backup.inc.11202026020001.log",
                        begin("virtnbdbackup --domain=web01 -linc -o /srv/web01/ -C /srv/cpt"))
                .only(Run.class);

        assertThat(run.program()).isEqualTo("virtnbdbackup");
        assertThat(run.domain()).contains("web01");
        assertThat(run.subject()).isEqualTo("web01");
        assertThat(run.level()).contains("inc");
        assertThat(run.outdir()).contains("/srv/web01");
        assertThat(run.cptdir()).contains("/srv/cpt");
        assertThat(run.set()).contains("/srv/copy/web01");
        assertThat(run.ended()).isEmpty();
        assertThat(run.closed()).isFalse();
    }

    @Test
    void readsTheArgumentsOfARestore() {
        Run run = read(begin("virtnbdrestore -d vda -cD -i /srv/web01 -o /srv/restore"))
                .only(Run.class);

        assertThat(run.domain()).isEmpty();
        assertThat(run.subject()).isEqualTo("/srv/web01");
        assertThat(run.level()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Finished successfully                                                                  | FINISHED
            Error during backup                                                                    | FAILED
            [3] Warnings detected during backup operation, forcing exit code 2                     | WARNED
            Signal caught: 2                                                                       | INTERRUPTED
            Caught signal: 15                                                                      | INTERRUPTED
            Started backup job for debugging, exiting.                                             | STARTED_ONLY
            Stopping backup job                                                                    | KILLED_JOB
            Estimated checkpoint backup size: [65536] Bytes                                        | PRINTED
            Backup size [65536] does not meet required threshold [1000000], skipping backup.       | SKIPPED
            """)
    void knowsHowARunEnds(String message, Ended ended) {
        assertThat(read(begin("virtnbdbackup -d a -o /b") + info(message))
                        .only(Run.class)
                        .ended())
                .contains(ended);
    }

    @Test
    void takesARunThatLogsAnErrorBeforeItsWorkForRefused() {
        Run run = read(begin("virtnbdbackup -d a -o /b") + error("No way") + info("Saving VM config to: [/b/x.xml]"))
                .only(Run.class);

        assertThat(run.ended()).contains(Ended.REFUSED);
        assertThat(run.complaint()).isEqualTo("No way");
    }

    @Test
    void leavesOpenHowARunEndsThatStopsInItsWork() {
        Run run = read(begin("virtnbdbackup -d a -o /b") + info("Starting backup job."))
                .only(Run.class);

        assertThat(run.ended()).isEmpty();
        assertThat(run.complaint()).isEmpty();
    }

    @Test
    void readsWhatATracebackEndsWith() {
        Run run = read(begin("virtnbdbackup -d a -o /b") + """
                Traceback (most recent call last):
                  File "/usr/bin/virtnbdbackup", line 51, in create
                FileNotFoundError: [Errno 2] No such file or directory: '/proc/x'

                During handling of the above exception, another exception occurred:

                Traceback (most recent call last):
                  File "/usr/bin/virtnbdbackup", line 569, in <module>
                OutputCreateDirectory: Failed to create target directory
                """).only(Run.class);

        assertThat(run.ended()).contains(Ended.CRASHED);
        assertThat(run.complaint()).isEqualTo("OutputCreateDirectory: Failed to create target directory");
    }

    @Test
    void goesOnAfterWhatLoggingSaysOfItself() {
        Run run = read(begin("virtnbdbackup -d a -o /b") + """
                --- Logging error ---
                Traceback (most recent call last):
                  File "/usr/lib/python3.11/logging/__init__.py", line 1094, in flush
                OSError: [Errno 28] No space left on device
                Call stack:
                Arguments: ('auto',)
                """ + info("Finished successfully"))
                .only(Run.class);

        assertThat(run.ended()).contains(Ended.FINISHED);
        assertThat(run.complaint()).isEmpty();
    }

    @Test
    void tellsRunsOfTwoDomainsInOneLogApart() {
        List<Run> runs = read(begin("virtnbdbackup -d a -o /a")
                        + begin("virtnbdbackup -d b -o /b")
                        + info("Finished successfully")
                        + info("Finished successfully"))
                .all(Run.class);

        assertThat(runs).extracting(r -> r.domain().orElse("?")).containsExactly("a", "b");
        assertThat(runs).allSatisfy(r -> assertThat(r.ended()).contains(Ended.FINISHED));
    }

    @Test
    void endOfARunComesAfterAnotherWasRefusedBecauseOfIt() {
        List<Run> runs = read(begin("virtnbdbackup -d a -o /a")
                        + info("Starting backup job.")
                        + begin("virtnbdbackup -d a -o /b")
                        + error("Active block job for running domain: Check with [virsh domjobinfo a]")
                        + info("Finished successfully"))
                .all(Run.class);

        assertThat(runs).extracting(r -> r.ended().orElseThrow()).containsExactly(Ended.FINISHED, Ended.REFUSED);
    }

    @Test
    void goesOnAfterALineThatOnlyLooksLikeAPrompt() {
        Run run = read(begin("virtnbdbackup -d a -o /a")
                        + info("Starting backup job.")
                        + "# copied to tape\n"
                        + info("Finished successfully"))
                .only(Run.class);

        assertThat(run.ended()).contains(Ended.FINISHED);
        assertThat(run.closed()).isFalse();
    }

    @Test
    void nextRunOfTheDomainShowsThatTheOneBeforeIsOver() {
        List<Run> runs = read(begin("virtnbdbackup -d a -o /a")
                        + begin("virtnbdbackup -d b -o /b")
                        + begin("virtnbdbackup -d a -o /a"))
                .all(Run.class);

        assertThat(runs).extracting(Run::closed).containsExactly(true, false, false);
    }

    @Test
    void readsExitCodesThatARecordingShows() {
        List<Run> runs = read("# virtnbdbackup -d a -o /a\n" + begin("virtnbdbackup -d a -o /a") + "(exit code 3)\n"
                        + "root@kvm2:~# virtnbdbackup -d b -o /b\n" + begin("virtnbdbackup -d b -o /b")
                        + "root@kvm2:~# echo $?\n1\n")
                .all(Run.class);

        assertThat(runs).extracting(r -> r.exit().orElseThrow().value()).containsExactly(3, 1);
        assertThat(runs).extracting(Run::complaint).containsExactly("exit code 3", "exit code 1");
        assertThat(runs).extracting(Run::end).containsExactly(3L, 5L);
    }

    @Test
    void takesLinesWithoutABeginForARunOfTheWholeSource() {
        Run run = read(error("Domain not found: no domain with matching name 'x'"))
                .only(Run.class);

        assertThat(run.run().line()).isZero();
        assertThat(run.program()).isEqualTo("virtnbdbackup");
        assertThat(run.subject()).isEqualTo("?");
    }

    @Test
    void readsARunThatNeverGotToItsFirstLine() {
        Run run = read("""
                # virtnbdbackup -d a
                usage: virtnbdbackup
                virtnbdbackup: error: the following arguments are required: -o/--output
                # ls
                """).only(Run.class);

        assertThat(run.ended()).contains(Ended.CRASHED);
        assertThat(run.subject()).isEqualTo("a");
        assertThat(run.closed()).isTrue();
    }

    @Test
    void readsWhatOtherCommandsOfARecordingShow() {
        Recording read = read("""
                # virsh -r checkpoint-list web01
                 Name              Creation Time
                ----------------------------------------------
                 virtnbdbackup.0   2026-11-20 08:43:30 +0000

                $ sudo cat /srv/web01/web01.cpt
                ["virtnbdbackup.0", "virtnbdbackup.1"](exit code 0)
                [root@kvm2 ~]# ls -la /srv/web01 /srv/cpt
                /srv/cpt:
                total 16
                -rw-r--r-- 1 root root 1581 Nov 20 08:43 virtnbdbackup.0.xml

                /srv/web01:
                total 188
                -rw-r--r-- 1 root root 66062 Nov 20 08:43 vda.full.data
                -rw-r--r-- 1 root root 65996 Nov 20 08:43 vda.inc.virtnbdbackup.1.data.partial
                # virsh domjobinfo web01
                Job type:         Unbounded
                Operation:        Backup
                """);

        assertThat(read.only(VirtnbdEvent.LiveCheckpoint.class).domain()).contains("web01");
        assertThat(read.all(VirtnbdEvent.ListedCheckpoint.class))
                .extracting(VirtnbdEvent.ListedCheckpoint::checkpoint)
                .containsExactly("virtnbdbackup.0", "virtnbdbackup.1");
        assertThat(read.only(VirtnbdEvent.CheckpointFile.class).dir()).isEqualTo("/srv/cpt");
        assertThat(read.all(VirtnbdEvent.DataFile.class))
                .extracting(VirtnbdEvent.DataFile::partial)
                .containsExactly(false, true);
        assertThat(read.only(VirtnbdEvent.DomainJob.class).operation()).isEqualTo("Backup");
    }

    @Test
    void doesNotClaimToHaveLookedWhereNothingWasAsked() {
        Recording read = read(begin("virtnbdbackup -d a -o /a") + "# virsh checkpoint-list a\nerror: no domain\n");

        assertThat(read.all(VirtnbdEvent.CheckpointList.class)).isEmpty();
        assertThat(read.covered()).containsExactly("Run{}", "MisplacedFile{}");
    }

    @Test
    void seesThatARestoreAppliesFilesInAWrongOrder() {
        String applying = "Applying data from backup file [/b/vda.%s.data] to target file [/r/vda.qcow2].";

        Recording read = read(begin("virtnbdrestore -i /b -o /r")
                + info(applying.formatted("full"))
                + "{'checkpointName': 'virtnbdbackup.0',\n 'incremental': False,\n 'parentCheckpoint': ''}\n"
                + info(applying.formatted("inc.virtnbdbackup.2"))
                + "{'checkpointName': 'virtnbdbackup.2',\n 'incremental': True,\n"
                + " 'parentCheckpoint': 'virtnbdbackup.1'}\n"
                + info(applying.formatted("inc.virtnbdbackup.1")));

        VirtnbdEvent.MisplacedFile file = read.only(VirtnbdEvent.MisplacedFile.class);
        assertThat(file.file()).isEqualTo("/b/vda.inc.virtnbdbackup.2.data");
        assertThat(file.parent()).isEqualTo("virtnbdbackup.1");
    }

    @Test
    void acceptsAFullBackupThatIsCalledIncremental() {
        String applying = "Applying data from backup file [/b/vda.%s.data] to target file [/r/vda.qcow2].";

        Recording read = read(begin("virtnbdrestore -i /b -o /r")
                + info(applying.formatted("inc.virtnbdbackup.4"))
                + "{'checkpointName': 'virtnbdbackup.4',\n 'incremental': False,\n 'parentCheckpoint': ''}\n"
                + info("File [/b/vda.inc.virtnbdbackup.5.data] contains no dirty blocks, skipping.")
                + info(applying.formatted("inc.virtnbdbackup.6")));

        assertThat(read.all(VirtnbdEvent.MisplacedFile.class)).isEmpty();
    }
}
