package dev.backupdoctor.checkmk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.testing.RequiresTool;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answers of a real rrdcached, on a socket of its own, are those that the reader of omd's log expects. */
@RequiresTool({"rrdcached", "sh"})
class RrdcachedIT {

    private static final int TRIES = 200;

    @TempDir
    private Path dir;

    private Path site;
    private Process daemon;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        site = Files.createDirectories(dir.resolve("omd/sites/ham"));
        Files.createDirectories(site.resolve("var/check_mk/rrd/h"));
        daemon = new ProcessBuilder(
                        "rrdcached", "-g", "-l", "unix:" + socket(), "-b", site.toString(), "-p", site + "/pid")
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("rrdcached.log").toFile())
                .start();
        for (int i = 0; i < TRIES && !Files.exists(socket()); i++) {
            assertThat(daemon.waitFor(50, TimeUnit.MILLISECONDS))
                    .as("rrdcached ended: " + Files.readString(dir.resolve("rrdcached.log")))
                    .isFalse();
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        daemon.destroyForcibly().waitFor();
    }

    private Path socket() {
        return site.resolve("s");
    }

    private String rrd(String name) {
        return site + "/var/check_mk/rrd/h/" + name + ".rrd";
    }

    /** An RRD; rrdcached holds nothing for it until it is updated. */
    private String created(String name) throws IOException {
        try (SocketChannel to = connect()) {
            assertThat(ask(to, "CREATE " + rrd(name) + " -s 60 DS:a:GAUGE:120:U:U RRA:AVERAGE:0.5:1:10"))
                    .startsWith("0 ");
        }
        return rrd(name);
    }

    private String updated(String name) throws IOException {
        String rrd = created(name);
        try (SocketChannel to = connect()) {
            assertThat(ask(to, "UPDATE " + rrd + " " + Instant.now().getEpochSecond() + ":1"))
                    .startsWith("0 ");
        }
        return rrd;
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket()));
        return channel;
    }

    private static void tell(SocketChannel to, String command) throws IOException {
        to.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** What comes back; empty when the other end has hung up. */
    private static String ask(SocketChannel to, String command) throws IOException {
        tell(to, command);
        ByteBuffer answer = ByteBuffer.allocate(4096);
        int length = to.read(answer);
        return new String(answer.array(), 0, Math.max(0, length), StandardCharsets.UTF_8);
    }

    /** As omd prints it: Python's own form of a text. */
    private static String response(String answer) {
        return "rrdcached response: '" + answer.replace("\n", "\\n") + "'\n";
    }

    private List<Finding> findings(String log) throws Exception {
        return Doctor.findings(Files.writeString(dir.resolve("backup.log"), log));
    }

    @Test
    void suspendsWhatItHolds() throws IOException {
        String rrd = updated("load");

        try (SocketChannel to = connect()) {
            assertThat(ask(to, "SUSPEND " + rrd)).isEqualTo("0 " + rrd + " suspended\n");
            assertThat(ask(to, "SUSPEND " + rrd)).isEqualTo("0 " + rrd + " already suspended\n");
            assertThat(ask(to, "RESUME " + rrd)).isEqualTo("0 " + rrd + " resumed\n");
            assertThat(ask(to, "RESUME " + rrd)).isEqualTo("0 " + rrd + " not suspended\n");
            assertThat(ask(to, "RESUMEALL")).isEqualTo("0 0 rrds resumed\n");
        }
    }

    @Test
    void hangsUpAfterWhatItDoesNotHoldAndThatIsNormal() throws Exception {
        String rrd = created("old");
        String answer;

        try (SocketChannel to = connect()) {
            answer = ask(to, "SUSPEND " + rrd);
            assertThat(to.read(ByteBuffer.allocate(1))).as("hangs up").isEqualTo(-1);
            assertThatIOException().as("the next command finds nobody").isThrownBy(() -> tell(to, "RESUME " + rrd));
        }

        assertThat(answer).isEqualTo("-1 " + rrd + " - No such file or directory\n");
        assertThat(findings("rrdcached command: SUSPEND " + rrd + "\n" + response(answer) + "rrdcached command: RESUME "
                        + rrd + "\nskipping rrdcached command (broken pipe)\n"))
                .isEmpty();
    }

    @Test
    void resetsWhatItHasNotReadWhenItDies() throws Exception {
        String rrd = updated("load");
        String log;

        try (SocketChannel to = connect()) {
            log = "rrdcached command: SUSPEND " + rrd + "\n" + response(ask(to, "SUSPEND " + rrd));
            new ProcessBuilder("sh", "-c", "kill -STOP " + daemon.pid()).start().waitFor();
            tell(to, "RESUME " + rrd);
            daemon.destroyForcibly().waitFor();
            assertThatIOException()
                    .isThrownBy(() -> to.read(ByteBuffer.allocate(1)))
                    .withMessageContaining("reset");
        }

        List<Finding> found = findings(log + "rrdcached command: RESUME " + rrd
                + "\nFailed to perform backup: [Errno 104] Connection reset by peer\n");
        assertThat(found).singleElement().satisfies(f -> {
            assertThat(f.rule()).isEqualTo("checkmk-rrdcached-race");
            assertThat(f.message()).contains("hung up while it was told of " + rrd);
            assertThat(f.causes().get(0).text()).startsWith("rrdcached died");
        });
    }
}
