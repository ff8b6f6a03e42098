package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.backup.BackupLog.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines for the log of the system, taken by a socket that stands in for it. */
@RequiresTool({"logger", "python3"})
class NbdSyslogIT {
    private static final String DAEMON = """
            import socket, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(sys.argv[1])
            print("listening", flush=True)
            for _ in range(int(sys.argv[2])):
                print(s.recv(65536).decode(), flush=True)
            """;

    @TempDir
    private Path directory;

    @Test
    void linesArriveWithPriorityAndName() throws IOException, InterruptedException {
        Path socket = directory.resolve("log");
        Process daemon = new ProcessBuilder("/usr/bin/python3", "-c", DAEMON, socket.toString(), "2")
                .redirectErrorStream(true)
                .start();
        var said = daemon.inputReader(StandardCharsets.UTF_8);
        assertThat(said.readLine()).isEqualTo("listening");
        var screen = new StringWriter();

        try (var log = new NbdLog(new PrintWriter(screen), false, true, Optional.empty(), Optional.empty())) {
            log.also(NbdSyslog.open("--socket", socket.toString()));
            log.info("main", "Backup level: [full]");
            log.error("main", "no space");
        }

        String pid = Long.toString(ProcessHandle.current().pid());
        assertThat(said.readLine())
                .startsWith("<14>")
                .contains("virtnbdbackup[" + pid + "]: INFO root nbd - main [")
                .endsWith("Backup level: [full]");
        assertThat(said.readLine()).startsWith("<11>").endsWith("ERROR root nbd - main [main]: no space");
        assertThat(daemon.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(screen).as("quiet on the screen all the same").asString().doesNotContain("INFO");
    }

    @Test
    void missingDaemonIsAWarning() throws IOException {
        var screen = new StringWriter();

        try (var log = new NbdLog(new PrintWriter(screen), false, false, Optional.empty(), Optional.empty())) {
            log.also(NbdSyslog.open("--socket", directory.resolve("absent").toString()));
            log.line(Severity.INFO, "main", "goes on");
        }

        assertThat(screen).asString().contains("goes on").contains("The log of the system gets no more lines");
    }

    @Test
    void closedLogSaysThatLinesDidNotArrive() throws IOException {
        var log = NbdSyslog.open(
                "--socket", Files.createFile(directory.resolve("file")).toString());

        assertThatThrownBy(log::close).isInstanceOf(IOException.class).hasMessageContaining("logger ended with 1");
    }
}
