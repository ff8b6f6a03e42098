package dev.backupdoctor.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {

    @TempDir
    Path dir;

    @Test
    void readsFilesInTheOrderGivenAndEntriesByTheirBytes() throws IOException {
        write("logs/b", "b");
        write("logs/B", "B");
        write("logs/a.d/z", "z");
        write("logs/a", "a");
        write("logs/.hidden", "h");
        write("logs/.git/config", "g");
        write("first", "");

        Seen seen = Seen.walk(dir.resolve("first"), dir.resolve("logs"));

        assertThat(seen.texts(dir))
                .containsExactly("first=", "logs/.hidden=h", "logs/B=B", "logs/a=a", "logs/a.d/z=z", "logs/b=b");
        assertThat(seen.problems).isEmpty();
    }

    @Test
    void knowsFileNameAndTime() throws IOException {
        Path file = write("x.log.3.gz", "not compressed at all");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-20T12:00:00Z")));

        Source source = Seen.walk(file).all.get(0).source();

        assertThat(source.name()).isEqualTo(file.toString());
        assertThat(source.fileName()).isEqualTo("x.log.3");
        assertThat(source.modified()).contains(Instant.parse("2026-11-20T12:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "x.log, x.log",
        "/var/x.log.gz, x.log",
        "x.log.1.xz, x.log.1",
        "x.zst.gz, x",
        ".gz, .gz",
        "x.lzma, x",
        "x.bz2, x",
        "x.tgz, x.tgz"
    })
    void dropsEndingsOfCompressions(String shown, String fileName) {
        assertThat(Names.fileName(shown)).isEqualTo(fileName);
    }

    @Test
    void readsEachFileOnceHoweverManyWaysLeadToIt() throws IOException {
        Path file = write("logs/2026.log", "x");
        Files.createSymbolicLink(dir.resolve("logs/current"), file);
        Files.createSymbolicLink(dir.resolve("logs/again"), dir.resolve("logs"));
        Files.createLink(dir.resolve("logs/hard"), file);

        Seen seen = Seen.walk(dir.resolve("logs"), file, dir.resolve("logs"));

        assertThat(seen.names(dir)).containsExactly("logs/2026.log");
        assertThat(seen.problems).isEmpty();
    }

    @Test
    void followsALinkOutOfTheNamedDirectoryOnceAndNeverInCircles() throws IOException {
        write("elsewhere/y", "y");
        write("logs/x", "x");
        Files.createSymbolicLink(dir.resolve("logs/link1"), dir.resolve("elsewhere"));
        Files.createSymbolicLink(dir.resolve("logs/link2"), dir.resolve("elsewhere"));
        Files.createSymbolicLink(dir.resolve("elsewhere/up"), dir);

        Seen seen = Seen.walk(dir.resolve("logs"));

        assertThat(seen.texts(dir)).containsExactly("logs/link1/y=y", "logs/x=x");
        assertThat(seen.problems).isEmpty();
    }

    @Test
    void saysThatALinkLeadsNowhere() throws IOException {
        Files.createDirectory(dir.resolve("logs"));
        Files.createSymbolicLink(dir.resolve("logs/gone"), Path.of("nowhere"));
        Files.createSymbolicLink(dir.resolve("logs/self"), Path.of("self"));

        Seen seen = Seen.walk(dir.resolve("logs"));

        assertThat(seen.problems(dir)).hasSize(2);
        assertThat(seen.problems(dir).get(0))
                .isEqualTo("!logs/gone: link cannot be followed: vanished before it was read");
        assertThat(seen.problems(dir).get(1))
                .startsWith("!logs/self: link cannot be followed: cannot be read: Too many levels of symbolic links");
    }

    @Test
    void saysWhatDoesNotExistAndReadsTheRest() throws IOException {
        Path file = write("there", "x");
        Path gone = dir.resolve("gone");

        Seen seen = Seen.walk(gone, file);

        assertThat(seen.texts(dir)).containsExactly("there=x");
        assertThat(seen.problems(dir)).containsExactly("!gone: does not exist");
        assertThat(Sources.missing(List.of("-", gone.toString(), file.toString(), "a\0b")))
                .containsExactly(gone.toString(), "a\0b");
    }

    @Test
    void saysThatAFileVanishedAfterItWasListed() throws IOException {
        write("logs/a", "a");
        Path second = write("logs/b", "b");
        Path third = write("logs/c/d", "d");
        List<String> names = new ArrayList<>();

        List<Problem> problems =
                Sources.walk(List.of(dir.toString()), InputStream.nullInputStream(), Limits.DEFAULT, (source, in) -> {
                    names.add(source.fileName());
                    Files.deleteIfExists(second);
                    Files.deleteIfExists(third);
                    Files.deleteIfExists(third.getParent());
                });

        assertThat(names).containsExactly("a");
        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly(
                        second + ": vanished before it was read", third.getParent() + ": vanished before it was read");
        assertThat(problems).allMatch(Problem::incomplete);
    }

    @Test
    void neverOpensAFifo() throws Exception {
        Path fifo = dir.resolve("fifo");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "mkfifo is not installed");
        Process made = new ProcessBuilder("/usr/bin/mkfifo", fifo.toString()).start();
        assertThat(made.waitFor(10, TimeUnit.SECONDS)).isTrue();

        Seen named = Seen.walk(fifo);
        Seen met = Seen.walk(dir);

        assertThat(named.problems(dir))
                .containsExactly(
                        "!fifo: is a device, FIFO or socket: never opened; send its content to standard input");
        assertThat(met.problems(dir)).containsExactly("fifo: is a device, FIFO or socket: passed over");
        assertThat(met.all).isEmpty();
    }

    @Test
    void neverOpensADevice() throws IOException {
        Seen seen = Seen.walk(Path.of("/dev/zero"));

        assertThat(seen.all).isEmpty();
        assertThat(seen.problems).singleElement().matches(Problem::incomplete);
    }

    @Test
    void showsNamesThatAreNoUtf8Escaped() throws IOException {
        for (String name : List.of("%C3.log", "%C3%A9.log", "a%0Ab", "a%2Bb", "%FF.d/x%20y")) {
            Path path = Path.of(URI.create(dir.toUri() + name));
            Files.createDirectories(path.getParent());
            Files.createFile(path);
        }

        Seen seen = Seen.walk(dir);

        assertThat(seen.names(dir)).containsExactly("a\\x0ab", "a+b", "\\xc3.log", "é.log", "\\xff.d/x y");
        assertThat(seen.all.get(2).source().fileName()).isEqualTo("\\xc3.log");
    }

    @Test
    void readsStandardInputOnceAndLeavesItOpen() throws IOException {
        var stdin = new ClosingStream(Packed.gz(Packed.bytes("hello\n")));
        var seen = new Seen();

        seen.problems = Sources.walk(List.of("-", "-"), stdin, Limits.DEFAULT, seen);

        assertThat(seen.texts(dir)).containsExactly("-=hello\n");
        assertThat(seen.problems).isEmpty();
        assertThat(stdin.closed).isFalse();
    }

    @Test
    void letsAnErrorOfTheVisitorPass() throws IOException {
        Path file = write("x", "x");

        assertThatThrownBy(() -> Sources.walk(
                        List.of(file.toString()), InputStream.nullInputStream(), Limits.DEFAULT, (source, in) -> {
                            throw new IOException("no space left");
                        }))
                .hasMessage("no space left");
    }

    @Test
    void letsTheVisitorLeaveBytesUnreadAndCloseTheStream() throws IOException {
        byte[] tar = Packed.tar(Packed.members("a", "aaa", "b", "bbb", "c", "ccc"));
        Path file = Files.write(dir.resolve("x.tar.gz"), Packed.gz(tar));
        List<Integer> first = new ArrayList<>();

        List<Problem> problems =
                Sources.walk(List.of(file.toString()), InputStream.nullInputStream(), Limits.DEFAULT, (source, in) -> {
                    first.add(in.read());
                    in.close();
                });

        assertThat(first).containsExactly((int) 'a', (int) 'b', (int) 'c');
        assertThat(problems).isEmpty();
    }

    private Path write(String name, String content) throws IOException {
        Path path = dir.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.write(path, Packed.bytes(content));
    }

    /** Knows whether it was closed. */
    private static final class ClosingStream extends ByteArrayInputStream {

        private boolean closed;

        ClosingStream(byte[] content) {
            super(content);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
