package dev.backupdoctor.checkmk.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.checkmk.event.CheckmkEvent.BackupCompleted;
import dev.backupdoctor.checkmk.event.CheckmkEvent.BackupFailed;
import dev.backupdoctor.checkmk.event.CheckmkEvent.BackupUnfinished;
import dev.backupdoctor.checkmk.event.CheckmkEvent.Call;
import dev.backupdoctor.checkmk.event.CheckmkEvent.ConnectionReset;
import dev.backupdoctor.checkmk.event.CheckmkEvent.Denied;
import dev.backupdoctor.checkmk.event.CheckmkEvent.NameNotUtf8;
import dev.backupdoctor.checkmk.event.CheckmkEvent.Refusal;
import dev.backupdoctor.checkmk.event.CheckmkEvent.Side;
import dev.backupdoctor.checkmk.event.CheckmkEvent.StartRefused;
import dev.backupdoctor.core.testing.Recording;
import dev.backupdoctor.core.value.Placed;
import dev.backupdoctor.core.value.RawName;
import dev.backupdoctor.core.value.Size;
import dev.backupdoctor.core.value.Version;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunLogParserTest {

    private static final String START =
            "2025-03-02 01:15:01 --- Starting backup (Check_MK-mon+2-ham-full+set to nas) ---\n";
    private static final String DONE =
            "2025-03-02 01:16:21 --- Backup completed (Duration: 0:01:20, Size: 1.50 MB, IO: 5.12 MB/s) ---\n";
    private static final String RRD = "/omd/sites/ham/var/check_mk/rrd/a/b.rrd";

    private static Recording read(String text) {
        return Recording.of(new RunLogParser(), "mkbackup.log", text);
    }

    private static Optional<RawName> name(Optional<Placed<RawName>> placed) {
        return placed.map(Placed::value);
    }

    @Test
    void readsARunThatMadeABackup() {
        BackupCompleted run = read(START + DONE).only(BackupCompleted.class);

        assertThat(run.site()).contains("ham");
        assertThat(run.job()).contains("full-set");
        assertThat(run.target()).contains("nas");
        assertThat(run.at()).contains(LocalDateTime.of(2025, 3, 2, 1, 16, 21));
        assertThat(run.took()).contains(Duration.ofSeconds(80));
        assertThat(run.size()).contains(new Size(1_572_864));
        assertThat(run.run().line()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'1 day, 2:03:04',  12 B,       93784, 12",
        "'10 days, 0:00:00', 1.00 kB,   864000, 1024",
        "0:00:00.123456,     2 GiB,     0,     2147483648",
    })
    void readsLongRunsAndSizes(String duration, String size, long seconds, long bytes) {
        BackupCompleted run = read("--- Backup completed (Duration: %s, Size: %s, IO: 0.00 B/s) ---"
                        .formatted(duration, size))
                .only(BackupCompleted.class);

        assertThat(run.took()).contains(Duration.ofSeconds(seconds));
        assertThat(run.size()).contains(new Size(bytes));
    }

    @Test
    void readsWhatMkbackupSaysOfOmd() {
        Recording read = read(START + "Site backup failed: Failed to perform backup: [Errno 5] Input/output error\n\n");

        BackupFailed failed = read.only(BackupFailed.class);
        assertThat(failed.text()).isEqualTo("[Errno 5] Input/output error");
        assertThat(failed.errno().orElseThrow().number()).isEqualTo(5);
        assertThat(failed.side()).contains(Side.SITE);
        assertThat(read.places().get(0).line()).isEqualTo(2);
    }

    @Test
    void takesAClosedConnectionForOneOfRrdcachedOnlyWhenOmdMetIt() {
        String reset = "[Errno 104] Connection reset by peer\n";

        assertThat(read(START + "Site backup failed: Failed to perform backup: " + reset)
                        .all(ConnectionReset.class))
                .hasSize(1);
        assertThat(read(START + "An exception occurred:\nTraceback (most recent call last):\n"
                                + "  File \"/omd/sites/ham/bin/mkbackup\", line 9, in do_site_backup\n"
                                + "    x.write(y)\nConnectionResetError: " + reset)
                        .all(ConnectionReset.class))
                .isEmpty();
    }

    @Test
    void readsTheReasonBehindAClassThatOnlyCarriesIt() {
        BackupFailed failed = read(START + "Traceback (most recent call last):\n"
                        + "  File \"/omd/sites/ham/bin/mkbackup\", line 9, in main\n    main()\n"
                        + "cmk.utils.exceptions.MKGeneralException: Site backup failed: Failed to perform backup:"
                        + " [Errno 13] Permission denied: '/omd/sites/ham/local/it\\'s'\n")
                .only(BackupFailed.class);

        assertThat(failed.errno().orElseThrow().number()).isEqualTo(13);
        assertThat(failed.path()).contains(new RawName("/omd/sites/ham/local/it's"));
        assertThat(failed.side()).contains(Side.SITE);
    }

    @Test
    void readsAPathOutsideTheSiteAsOneOfTheTarget() {
        Recording read = read(START + "An exception occured:\nTraceback (most recent call last):\n"
                + "  File \"/omd/sites/ham/bin/mkbackup\", line 9, in main\n    os.mkdir(x)\n"
                + "PermissionError: [Errno 13] Permission denied: '/mnt/nas/x-incomplete'\n");

        assertThat(read.only(Denied.class).path()).isEqualTo(new RawName("/mnt/nas/x-incomplete"));
        assertThat(read.only(BackupFailed.class).side()).contains(Side.TARGET);
        assertThat(read.only(BackupFailed.class).exception()).contains("PermissionError");
    }

    @Test
    void namesTheRrdThatNothingCameBackFor() {
        Recording read = read("rrdcached command: SUSPEND " + RRD + "\n"
                + "rrdcached response: '-1 " + RRD + " - No such file or directory\\n'\n"
                + "Resuming RRD updates for " + RRD + "\n"
                + "rrdcached command: RESUME " + RRD + "\n"
                + "Failed to perform backup: [Errno 104] Connection reset by peer");

        ConnectionReset reset = read.only(ConnectionReset.class);
        assertThat(name(reset.rrd())).contains(new RawName(RRD));
        assertThat(name(reset.refusedRrd())).contains(new RawName(RRD));
        assertThat(reset.refusals()).isEqualTo(1);
        assertThat(reset.site()).contains("ham");
        assertThat(reset.rrd().orElseThrow().place().line()).isEqualTo(4);
    }

    @Test
    void namesNoRrdWhenTheTwoStreamsAreMixedUp() {
        Recording read = read("rrdcached command: SUSPEND " + RRD + "\n"
                + "Failed to perform backup: [Errno 104] Connection reset by peer\n"
                + "rrdcached response: '0 " + RRD + " suspended\\n'\n");

        assertThat(read.only(ConnectionReset.class).rrd()).isEmpty();
    }

    @Test
    void namesTheRrdEvenWhenAllOthersAreResumedAfterIt() {
        Recording read = read("Pausing RRD updates for " + RRD + "\nrrdcached command: SUSPEND " + RRD + "\n"
                + "Resuming RRD updates for ALL\nrrdcached command: RESUMEALL\n"
                + "rrdcached response: '0 0 rrds resumed\\n'\n"
                + "Traceback (most recent call last):\n"
                + "  File \"/omd/versions/2.3.0p21.cee/lib/python3/omdlib/backup.py\", line 9, in suspend_rrd_update\n"
                + "    self._sock.sendall(x)\n"
                + "    ^^^^^^^^^^^^^^^^^^^^^\n"
                + "UnicodeEncodeError: 'utf-8' codec can't encode character '\\udcc3' in position 30:"
                + " surrogates not allowed\n");

        NameNotUtf8 fault = read.only(NameNotUtf8.class);
        assertThat(name(fault.rrd())).contains(new RawName(RRD));
        assertThat(fault.call()).isEqualTo(Call.SENDALL);
        assertThat(fault.stray()).contains(0xc3L);
        assertThat(fault.version()).contains(new Version("2.3.0p21"));
    }

    @Test
    void takesTheFirstErrorOfAChain() {
        Recording read = read(START + "Site backup failed: Traceback (most recent call last):\n"
                + "  File \"/omd/versions/2.0.0p23.cee/lib/python3/omdlib/backup.py\", line 9, in add\n    x()\n"
                + "OSError: [Errno 12] Cannot allocate memory\n\n"
                + "During handling of the above exception, another exception occurred:\n\n"
                + "Traceback (most recent call last):\n"
                + "  File \"/omd/versions/2.0.0p23.cee/lib/python3/omdlib/backup.py\", line 19, in close\n    y()\n"
                + "ValueError: closed\n");

        assertThat(read.only(BackupFailed.class).errno().orElseThrow().number()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Site backup failed:", "Site backup failed: a warning"})
    void takesWhatFollowsForTheReasonWhenTheFirstLineSaysLittle(String first) {
        Recording read = read(START + first + "\nFailed to perform backup: [Errno 5] Input/output error\n");

        assertThat(read.only(BackupFailed.class).errno().orElseThrow().number()).isEqualTo(5);
    }

    @Test
    void leavesOutTracebacksAfterARunThatAreNotItsOwn() {
        Recording read = read(START + "Site backup failed: Failed to perform backup: unexpected end of data\n"
                + "Traceback (most recent call last):\n  File \"/tmp/x.py\", line 9, in f\n    x()\n"
                + "OSError: [Errno 2] no such file: '/x'\n");

        assertThat(read.only(BackupFailed.class).text()).isEqualTo("unexpected end of data");
    }

    @Test
    void leavesOutTracebacksOfOtherPrograms() {
        Recording read = read("""
                Traceback (most recent call last):
                  File "/usr/lib/python3/x.py", line 9, in add
                    x()
                OSError: [Errno 13] no: '/x'
                """);

        assertThat(read.events()).isEmpty();
    }

    @Test
    void saysThatATracebackIsCut() {
        Recording read =
                read(START + "An exception occurred:\nTraceback (most recent call last):\n  File \"/a\", line 1");

        assertThat(read.only(BackupFailed.class).text()).isEqualTo("its log ends within a traceback");
        assertThat(read.places().get(0).line()).isEqualTo(3);
    }

    @Test
    void keepsACallOfOmdApartFromTheRunBeforeIt() {
        Recording read =
                read(START + "Site backup failed: Failed to perform backup: [Errno 104] Connection reset by peer\n\n"
                        + "rrdcached command: SUSPEND " + RRD + "\n"
                        + "Failed to perform backup: [Errno 104] Connection reset by peer\n");

        assertThat(read.all(ConnectionReset.class)).hasSize(2);
        assertThat(name(read.all(ConnectionReset.class).get(0).rrd())).isEmpty();
        assertThat(name(read.all(ConnectionReset.class).get(1).rrd())).contains(new RawName(RRD));
    }

    @ParameterizedTest
    @ValueSource(strings = {START, "OMD[ham]:~$ \n"})
    void seesThatARunIsOver(String next) {
        BackupUnfinished run = read(START + next).all(BackupUnfinished.class).get(0);

        assertThat(run.over()).isTrue();
        assertThat(run.at()).contains(LocalDateTime.of(2025, 3, 2, 1, 15, 1));
    }

    @Test
    void doesNotKnowWhetherTheLastRunIsOver() {
        assertThat(read(START).only(BackupUnfinished.class).over()).isFalse();
    }

    @Test
    void saysThatALogOfOmdEndsBeforeAnAnswer() {
        String asked = "rrdcached command: SUSPEND " + RRD + "\n";

        assertThat(name(read(asked).only(BackupUnfinished.class).rrd())).contains(new RawName(RRD));
        assertThat(read(asked + "rrdcached response: '0 " + RRD + " suspended\\n'\n")
                        .events())
                .isEmpty();
        assertThat(read(asked + "skipping rrdcached command (broken pipe)\n").events())
                .isEmpty();
    }

    @Test
    void leavesOutRunsOfOtherPrograms() {
        assertThat(read("--- Starting backup ---\n--- Starting backup ---\n").events())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'Failed to get the exclusive backup lock. Another backup/restore seems to be running.', LOCKED, ",
        "'Another backup or restore is already running.', LOCKED, ",
        "'The backup target path is configured to be a mountpoint, but nothing is mounted.', NOT_MOUNTED, ",
        "'The backup target path is configured to be a mountpoint, but nothing is mounted: /a b', NOT_MOUNTED, /a b",
        "'This backup job does not exist.', JOB_UNKNOWN, ",
        "'The backup target \"nas\" does not exist.', TARGET_UNKNOWN, ",
        "'You have to provide a canonical path: /mnt/../x', TARGET_PATH, /mnt/../x",
        "'Failed to open lock file \"/run/lock/mkbackup/x.lock\": [Errno 2] y', LOCK_FILE, /run/lock/mkbackup/x.lock",
        "'mkbackup is not configured yet.', NOT_CONFIGURED, ",
        "'Failed to load the configured backup key: AA:BB', KEY_MISSING, ",
    })
    void readsWhyARunDidNotBegin(String line, Refusal reason, String path) {
        StartRefused refused = read("OMD[ham]:~$ mkbackup --verbose backup full\n" + line + "\nrc=3\n")
                .only(StartRefused.class);

        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.job()).contains("full");
        assertThat(refused.site()).contains("ham");
        assertThat(refused.path()).isEqualTo(Optional.ofNullable(path).map(RawName::new));
    }

    @Test
    void leavesOutWhatKeepsOtherCommandsFromBeginning() {
        assertThat(read("OMD[ham]:~$ mkbackup list nas\nThis backup job does not exist.\n")
                        .events())
                .isEmpty();
    }

    @Test
    void readsADebuggedRefusalAsOne() {
        Recording read = read("""
                Traceback (most recent call last):
                  File "/omd/sites/ham/bin/mkbackup", line 9, in main
                    main()
                cmk.utils.exceptions.MKGeneralException: This backup job does not exist.
                """);

        assertThat(read.only(StartRefused.class).reason()).isEqualTo(Refusal.JOB_UNKNOWN);
    }

    @Test
    void takesARestoreForNoBackup() {
        Recording read = read("""
                2025-03-02 01:15:01 --- Starting restore (x) ---
                Site restore failed
                An exception occurred:
                Traceback (most recent call last):
                  File "/omd/sites/ham/bin/mkbackup", line 9, in main
                    x()
                OSError: [Errno 28] full
                """);

        assertThat(read.events()).isEmpty();
    }

    @Test
    void readsAnApplianceRun() {
        Recording read = read("""
                2021-03-17 11:10:20 --- Starting backup ---
                2021-03-17 11:10:20 Performing system backup (system.tar)
                2021-03-17 11:10:48 Performing site backup: test
                Site backup failed: Failed to perform backup: unexpected end of data
                """);

        BackupFailed failed = read.only(BackupFailed.class);
        assertThat(failed.site()).contains("test");
        assertThat(failed.text()).isEqualTo("unexpected end of data");
        assertThat(failed.at()).contains(LocalDateTime.of(2021, 3, 17, 11, 10, 48));
    }
}
