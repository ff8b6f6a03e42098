package dev.backupdoctor.amanda.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.amanda.event.AmandaEvent.Complaint;
import dev.backupdoctor.amanda.event.AmandaEvent.Outcome;
import dev.backupdoctor.amanda.event.AmandaEvent.Program;
import dev.backupdoctor.amanda.event.AmandaEvent.ResultsMissing;
import dev.backupdoctor.amanda.event.AmandaEvent.Run;
import dev.backupdoctor.amanda.event.AmandaEvent.RunDied;
import dev.backupdoctor.core.testing.Recording;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmandaLogParserTest {

    private static final String BEGIN = """
            INFO amdump amdump pid 71
            START planner date 20261120084153
            DISK planner m1.example.com /home
            DISK planner m1.example.com "/two words"
            """;

    private static Recording read(String text) {
        return Recording.of(new AmandaLogParser(), "log.20261120084153.0", text);
    }

    @Test
    void readsAnOrderlyRun() {
        Recording read = read(BEGIN + """
                FINISH planner date 20261120084153 time 1.163
                SUCCESS dumper m1.example.com /home 20261120084153 0 [sec 1.060 kb 50 kps 47.1 orig-kb 140]
                DONE taper "ST:n" "POOL:n" m1.example.com "/two words" 20261120084153 1 0 [sec 0.1 kb 5 kps 50.0]
                FINISH driver date 20261120084153 time 10.757
                INFO amdump pid-done 71
                """);

        assertThat(read.only(Run.class))
                .isEqualTo(new Run(java.util.Optional.of(Duration.ofMillis(10_757)), true, true, true, false, 2, 0));
        assertThat(read.all(ResultsMissing.class)).isEmpty();
        assertThat(read.places().get(0).line()).isEqualTo(2);
    }

    @Test
    void findsWhatHasNoOutcomeOnceTheRunIsOver() {
        Recording read = read(BEGIN + """
                FINISH planner date 20261120084153 time 1.163
                PART taper "ST:n" "POOL:n" N-01 1 m1.example.com "/two words" 20261120084153 1/-1 0 [sec 0.0 bytes 52]
                FAIL dumper m1.example.com /home 20261120084153 0 [Killed while dumping]
                INFO amdump pid-done 71
                """);

        Run run = read.only(Run.class);
        assertThat(run.driverFinished()).isFalse();
        assertThat(run.ended()).isTrue();
        assertThat(run.killed()).isTrue();
        assertThat(run.took()).isEmpty();
        assertThat(run.missing()).isEqualTo(1);
        assertThat(read.only(ResultsMissing.class)).isEqualTo(new ResultsMissing("m1.example.com", "/two words"));
        assertThat(read.places().get(2).line()).isEqualTo(4);
        assertThat(read.only(RunDied.class).program()).isEqualTo(Program.DRIVER);
    }

    @Test
    void saysNothingOfDlesWhileTheRunGoesOn() {
        Recording read = read(BEGIN + "START driver date 20261120084153\n");

        assertThat(read.only(Run.class).ended()).isFalse();
        assertThat(read.only(Run.class).missing()).isEqualTo(2);
        assertThat(read.all(ResultsMissing.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FAIL planner m1.example.com /home 20261120084153 0 \"[data timeout]\"",
                "FAIL planner m1.example.com /home 0 [Request to m1.example.com timed out.]",
                "STRANGE dumper m1.example.com /home 0 [sec 0.1 kb 4 kps 4.0 orig-kb 6]",
                "SUCCESS planner m1.example.com /home 20261120084153 0 [skipped: skip-full]",
                "PARTIAL taper \"ST:n\" \"POOL:n\" m1.example.com /home 20261120084153 1 0 [sec 0.1 bytes 2 kps 3.0]",
                "CHUNK chunker m1.example.com /home 20261120084153 0 [sec 0.1 kb 2 kps 3.0]"
            })
    void takesTheseForAnOutcome(String line) {
        Recording read = read(BEGIN + line + "\nFINISH driver date 20261120084153 time 10.757\n");

        assertThat(read.only(ResultsMissing.class).disk()).isEqualTo("/two words");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INFO planner Adding new disk m1.example.com:/home.",
                "STATS driver estimate m1.example.com /home 20261120084153 0 [sec 0 nkb 42 ckb 64 kps 1024]",
                "  FAIL dumper m1.example.com /home 20261120084153 0 [a line of a report]",
                "FAIL dumper m2.example.com /home 20261120084153 0 [data timeout]"
            })
    void takesTheseForNone(String line) {
        Recording read = read(BEGIN + line + "\nFINISH driver date 20261120084153 time 10.757\n");

        assertThat(read.all(ResultsMissing.class)).hasSize(2);
    }

    @Test
    void namesThePlannerWhenItNeverFinished() {
        Recording read = read(BEGIN + "INFO driver pid-done 5\nFINISH driver date 20261120084153 time 1.000\n");

        assertThat(read.only(RunDied.class).program()).isEqualTo(Program.PLANNER);
    }

    @Test
    void takesAProcessThatEndedInOrderForAlive() {
        Recording read = read(BEGIN + "INFO planner pid-done 5\nFINISH driver date 20261120084153 time 1.000\n");

        assertThat(read.all(RunDied.class)).isEmpty();
    }

    @Test
    void tellsWhoseComplaintsFollow() {
        Recording read = read(BEGIN + """
                STRANGE dumper m1.example.com "/two words" 0 [sec 0.1 kb 490 kps 4728.8 orig-kb 630]
                  sendbackup: start [m1.example.com:/two words level 0]
                  ? /bin/tar: ./growing.log: file changed as we read it
                  | Total bytes written: 645120 (630KiB, 22MiB/s)
                  ?
                FAIL dumper m1.example.com /home 20261120084153 0 [dump (3734) /bin/tar returned 2]
                  ? /bin/tar: ./a.bin: Read error
                INFO dumper pid-done 5
                FAIL taper "ST:n" "POOL:n" m1.example.com /home 20261120084153 0 error "x"
                  ? not of a dump
                """);

        assertThat(read.all(Complaint.class))
                .containsExactly(
                        new Complaint(
                                "m1.example.com",
                                "/two words",
                                Outcome.STRANGE,
                                "/bin/tar: ./growing.log: file changed as we read it"),
                        new Complaint("m1.example.com", "/home", Outcome.FAIL, "/bin/tar: ./a.bin: Read error"));
        assertThat(read.places().get(0).line()).isEqualTo(7);
    }

    @Test
    void aFlushIsNoRun() {
        Recording read = read("START amflush date 20261120084153\nFINISH driver date 20261120084153 time 1.000\n");

        assertThat(read.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "time", "time ", "time x", "time 1.0", "time 9999999999.000", "time 1.00x", "time 1.75."})
    void leavesOutATimeThatIsNone(String time) {
        Recording read = read(BEGIN + "FINISH driver date 20261120084153 " + time + "\n");

        assertThat(read.only(Run.class).took()).isEmpty();
        assertThat(read.only(Run.class).driverFinished()).isTrue();
    }
}
