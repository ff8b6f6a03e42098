package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plain files and what looks like one: one test for each way in which that can be foul. Files that vanish while they
 * are read need a hand inside: {@code SourcesTest} of the core has them.
 */
class HostileFilesTest extends HostileInputs {

    private static final long GIB = 1L << 30;

    private static final String IN_192_MIB = "-Xmx192m";

    /** A file with holes, so that it takes no room: a line of zeros with a letter in each MiB. */
    @Test
    void aLineOf1GibWithoutEndIn192MibOfHeap() throws Exception {
        Path log = write("acme.log", bytes(FULL));
        try (var file = new RandomAccessFile(log.toFile(), "rw")) {
            for (long at = FULL.length(); at < GIB; at += 1 << 20) {
                file.seek(at);
                file.write('x');
            }
            file.setLength(GIB);
        }

        Run run = Child.run(
                directory, IN_192_MIB, Map.of(), Path.of("/dev/null"), "analyze", "--format=json", "--zone=UTC", ".");

        Outcome outcome = outcome(run);
        assertThat(outcome.exit()).as(run.err()).isEqualTo(1);
        assertThat(outcome.report().at("/run/inputs/bytes").asLong()).isGreaterThan(GIB);
        assertThat(outcome.gaps()).containsExactly("./acme.log: line 3 is longer than 1 MiB: read in parts");
    }

    @Test
    void zerosThatACrashLeft() throws IOException {
        write("acme.log", bytes(BEGIN + "\0".repeat(100_000) + FULL.substring(BEGIN.length())));

        analyse().findsTheFullDisk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM"})
    void textIn16BitUnits(String charset) throws IOException {
        write("acme.log", FULL.getBytes(Charset.forName(charset)));

        analyse().findsTheFullDisk();
    }

    @Test
    void bytesThatAreNoUtf8() throws IOException {
        write("acme.log", FULL.replace("web01.7", "b\u00fcro").getBytes(Charset.forName("ISO-8859-1")));

        Outcome outcome = analyse();

        outcome.findsTheFullDisk();
        assertThat(outcome.report().at("/findings/0/message").asText()).contains("b\\xfcro");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void namesOfFilesThatAreNoUtf8(String locale) throws Exception {
        write("x", bytes(FULL));
        shell("mv x \"$(printf 'acme-\\374.log')\"");

        Run run = Child.run(
                directory,
                Child.HEAP,
                Map.of("LC_ALL", locale),
                Path.of("/dev/null"),
                "analyze",
                "--format=json",
                "--zone=UTC",
                ".");

        Outcome outcome = outcome(run);
        outcome.findsTheFullDisk();
        assertThat(outcome.report().at("/findings/0/evidence/0/file").asText()).isEqualTo("./acme-\\xfc.log");
    }

    @Test
    void carriageReturnsBeforeLineEnds() throws IOException {
        write("acme.log", bytes(FULL.replace("\n", "\r\n")));

        analyse().findsTheFullDisk();
    }

    @Test
    void carriageReturnsOfAProgressBar() throws IOException {
        write("acme.log", bytes(FULL.replace("\n2026", "\ncopied 10 %\rcopied 20 %\r2026")));

        analyse().findsTheFullDisk();
    }

    @Test
    void aLinkThatLeadsNowhere() throws IOException {
        Files.createSymbolicLink(directory.resolve("acme.log"), Path.of("vanished"));

        analyse().isIncomplete("acme.log", "link cannot be followed");
    }

    @Test
    void linksInCircles() throws IOException {
        Files.createSymbolicLink(directory.resolve("up"), Path.of("."));
        Files.createSymbolicLink(directory.resolve("healthy/up"), Path.of(".."));

        analyse().isClean();
    }

    @Test
    void linksToThemselves() throws IOException {
        Files.createSymbolicLink(directory.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(directory.resolve("b"), Path.of("a"));

        analyse().isIncomplete("a", "link cannot be followed");
    }

    @Test
    void aDirectoryCalledLikeALog() throws IOException {
        Files.createDirectories(directory.resolve("acme.log/acme.log"));

        analyse().isClean();
    }

    @Test
    void fifosDevicesAndSocketsAreNeverOpened() throws Exception {
        shell("mkfifo acme-1.log");
        Files.createSymbolicLink(directory.resolve("acme-2.log"), Path.of("/dev/zero"));
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(directory.resolve("acme-3.log")));

            analyse().isClean();
        }
    }

    private void shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("/bin/sh", "-ec", command)
                .directory(directory.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
