package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of the originals that cannot be done say so, with the reason, before anything is done. */
class NbdOptionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    backup -d x -o /x --password y           | put them into a file and name it with --uri
                    backup -d x -o /x --user y               | everybody on this host can read a command line
                    backup -d x -o - -t raw                  | raw images cannot be written to standard output
                    backup -d x -o - --raw                   | raw images cannot be written to standard output
                    restore -i /x -o /y -U qemu+ssh://h/system | restoring on another host is not supported
                    restore -i /x -o /y --ssh-user root      | restoring on another host is not supported
                    restore -i /x -o /y -I 10.0.0.1          | restoring on another host is not supported
                    restore -i /x -o /y --preallocate --compress | either preallocated or compressed
                    """)
    void refuses(String line, String reason) {
        Run run = run(line);

        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(reason);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void writesNoArchiveToAScreen() {
        Run run = Run.onScreen(
                Map.of(), FakeEngine.finding(Acme.clean()), "nbd", "backup", "-d", "x", "-l", "copy", "-o", "-");

        assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("send it into a file or a program");
    }

    @Test
    void saysWhichOptionsDoNothing() {
        Run run = run("backup -d x -U qemu+unix:///session?socket=/absent -k --ssh-user root --tls");

        assertThat(run.exit()).isOne();
        assertThat(run.err())
                .contains("WARNING")
                .contains("no files are copied over SSH")
                .contains("--tls, --tls-cert and --nbd-ip have no effect");
    }

    private static Run run(String line) {
        return Run.of(
                FakeEngine.finding(Acme.clean()),
                Stream.concat(Stream.of("nbd"), Stream.of(line.split(" "))).toArray(String[]::new));
    }
}
