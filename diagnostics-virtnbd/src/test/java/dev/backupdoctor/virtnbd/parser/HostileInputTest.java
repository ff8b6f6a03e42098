package dev.backupdoctor.virtnbd.parser;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.virtnbd.VirtnbdModule;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no program writes, and any file may hold. */
class HostileInputTest {

    private static final String LOG = """
            # virtnbdbackup -d a -o /b
            [2026-11-20 02:00:01] INFO lib common - printVersion [main]: Version: 2.33 Arguments: /x/virtnbdbackup -d a -o /b
            [2026-11-20 02:00:01] ERROR root x - main [main]: Applying data from backup file [/b/vda.full.data] to target file [x].
            {'checkpointName': 'virtnbdbackup.0',
             'incremental': True,
            Traceback (most recent call last):
              File "/usr/bin/virtnbdbackup", line 5, in x
            OSError: [Errno 28] x
            (exit code 1)
            # virsh checkpoint-list a
             Name   Creation Time
            ------------------------
             virtnbdbackup.0   2026-11-20 08:43:30 +0000
            # qemu-img info x
            image: x
                bitmaps:
                    [0]:
                        name: b
            # cat a.cpt
            ["virtnbdbackup.0"]
            # ls -la /b
            total 5
            -rw-r--r-- 1 root root 66062 Nov 20 08:43 vda.full.data
            # virsh dumpxml a
            <domain type='kvm'><name>a</name></domain>
            """;

    private static final String XML = """
            <domaincheckpoint><name>virtnbdbackup.1</name>
            <disks><disk name='vda' bitmap='b'/></disks>
            <domain><name>a</name><devices><disk><source file='x'/><target dev='vda'/></disk></devices></domain>
            </domaincheckpoint>
            """;

    private static final String IMAGE = """
            { "filename": "x", "format-specific": { "data": { "compat": "1.1", "bitmaps": [ { "name": "b", "flags": [] } ] } } }
            """;

    private static final String TABLE = """
             Name   Creation Time
            ------------------------
             virtnbdbackup.0   2026-11-20 08:43:30 +0000
            """;

    /** A text in which each parser finds something, by the name of its parser. */
    private static final Map<String, String> GOOD = Map.of(
            "virtnbd-log", LOG,
            "checkpoint-list", TABLE,
            "checkpoint-xml", XML,
            "checkpoint-names", "[\"virtnbdbackup.0\", \"virtnbdbackup.1\"]",
            "image-info", IMAGE,
            "domain-job", "Job type:         Unbounded\nOperation:        Backup\n",
            "data-file", "meta 0000000000000000 0000000000000012\r\n{\"virtualSize\": 7 }\r\n");

    /** Names that decide how a parser reads. */
    private static final String[] PATHS = {
        "x", "d/backup.inc.1.log", "d/virtnbdbackup.0.xml", "d/a.cpt", "d/vda.0.qcow.json", "d/vda.full.data"
    };

    private static String good(String name) {
        return Objects.requireNonNull(GOOD.get(name), name);
    }

    private static Stream<Arguments> parsers() {
        return new VirtnbdModule().parsers().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    private static void reads(Parser parser, byte[] bytes, String what) {
        for (String path : PATHS) {
            reads(parser, path, bytes, what);
        }
    }

    private static void reads(Parser parser, String path, byte[] bytes, String what) {
        assertThatCode(() -> Recording.of(parser, path, bytes))
                .as(what + " as " + path)
                .doesNotThrowAnyException();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parsers")
    void readsWhatIsHardlyThere(String name, Parser parser) {
        for (String text :
                new String[] {"", "\n", "\r", "x", "\"", "{", "[", "<", "# ", "# ls -l", "(exit code 1)", "\0", "\\"}) {
            reads(parser, bytes(text), "text '" + text + "'");
        }
        for (int b = 0; b < 256; b++) {
            reads(parser, new byte[] {(byte) b}, "byte " + b);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parsers")
    void readsAFileThatIsCutAnywhere(String name, Parser parser) {
        byte[] whole = bytes(good(name));
        for (int length = 0; length <= whole.length; length++) {
            reads(parser, Arrays.copyOf(whole, length), "cut after " + length);
            reads(parser, Arrays.copyOfRange(whole, length, whole.length), "begins at " + length);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parsers")
    void readsForeignLineEndsAndBytes(String name, Parser parser) {
        String good = good(name);
        reads(parser, bytes(good.replace("\n", "\r\n")), "CRLF");
        reads(parser, bytes(good.replace("\n", "")), "no line ends");
        reads(parser, bytes(good.replace(" ", "\0")), "NUL");
        reads(parser, bytes(good.replace("a", "\u00c3(\u00ff")), "not UTF-8");
        reads(parser, bytes(good.replace("0", "9".repeat(400))), "long numbers");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parsers")
    void readsLongLinesAndDeepNesting(String name, Parser parser) {
        int bytes = 1 << 20;
        for (String text : new String[] {
            "x", "\"", "\\", "[", "{", "{\"a\":", "<a>", "\0", "# ", "\r", "\u001b[", "[2026-11-20 02:00:01] ", "a.inc."
        }) {
            reads(parser, "d/x.xml", bytes(text.repeat(bytes / text.length())), "1 MiB of '" + text + "'");
        }
        reads(parser, "x", bytes(good(name) + "x".repeat(bytes)), "a long last line");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parsers")
    void readsDamagedBytes(String name, Parser parser) {
        for (long seed = 1; seed <= 100; seed++) {
            var random = new SplittableRandom(seed);
            byte[] damaged = bytes(good(name));
            for (int i = 0; i < 8; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            reads(parser, damaged, "seed " + seed);
        }
    }
}
