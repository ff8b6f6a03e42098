package dev.backupdoctor.checkmk.parser;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.backupdoctor.checkmk.CheckmkModule;
import dev.backupdoctor.core.spi.Parser;
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
            OMD[ham]:~$ mkbackup backup daily
            This backup job does not exist.
            2025-03-02 01:15:01 --- Starting backup (Check_MK-mon2-ham-daily to share) ---
            Site backup failed: Traceback (most recent call last):
              File "/omd/versions/2.0.0p26.cee/lib/python3/omdlib/backup.py", line 1, in _suspend_rrd_update
                self._sock.sendall(x)
                ^^^^^
            UnicodeEncodeError: 'utf-8' codec can't encode character '\\udcc3' in position 116: surrogates not allowed
            Pausing RRD updates for /omd/sites/ham/var/check_mk/rrd/a/b.rrd
            rrdcached command: SUSPEND /omd/sites/ham/var/check_mk/rrd/a/b.rrd
            rrdcached response: '-1 /omd/sites/ham/var/check_mk/rrd/a/b.rrd - No such file or directory\\n'
            Failed to perform backup: [Errno 13] Permission denied: '/omd/sites/ham/\\udcfc'
            2025-03-02 01:16:21 --- Backup completed (Duration: 1 day, 0:01:20, Size: 1.5 MB, IO: 5 MB/s) ---
            """;

    private static final String STATE = """
            {
                "finished": 1737249301.67,
                "next_schedule": 1737253800.0,
                "output": "2025-01-19 01:15:01 --- Starting backup (Check_MK-a-b-c to d) ---\\nx \\udcfc \\u00e9\\n",
                "pid": 1788,
                "size": null,
                "started": 1737249301.14,
                "state": "finished",
                "success": false
            }""";

    private static final String INFO =
            "{\"finished\": 1.5, \"job_id\": \"a\", \"site_version\": \"2.3.0p1.cee\", \"size\": 7}";

    private static final String CONFIG = """
            {'jobs': {'a': {'target': "b", 'no_history': False, 'schedule': {'timeofday': [(2, 30)]}}},
             'targets': {'b': {'remote': ('local', {'path': '/x', 'is_mountpoint': True})}}}
            """;

    private static final String NAMES = "/omd/sites/ham/var/check_mk/rrd/a/B\u00fcro.rrd\n";

    /** A text in which each parser finds something, by the name of its parser. */
    private static final Map<String, String> GOOD = Map.of(
            "backup-mk", CONFIG,
            "job-state", STATE,
            "mkbackup-cron", "30 2 * * * mkbackup backup nightly >/dev/null\n",
            "mkbackup-info", INFO,
            "omd-backup", LOG,
            "rrd-file", "RRD",
            "rrd-names", NAMES,
            "site-conf", "CONFIG_CORE='cmc'\n");

    private static String good(String name) {
        return Objects.requireNonNull(GOOD.get(name), name);
    }

    private static Stream<Arguments> parsers() {
        return new CheckmkModule().parsers().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    private static void reads(Parser parser, byte[] bytes, String what) {
        assertThatCode(() -> Recording.of(parser, "omd/sites/x/var/check_mk/rrd/\\xfc\\x.rrd", bytes))
                .as(what)
                .doesNotThrowAnyException();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parsers")
    void readsWhatIsHardlyThere(String name, Parser parser) {
        for (String text :
                new String[] {"", "\n", "\r", "x", "\"", "{", "}", "'", " ", "\0", "\\", "[", "{}", "null"}) {
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
        reads(parser, bytes(good.replace("a", "\u00c3(\u00ff\u0085")), "not UTF-8");
        reads(parser, bytes(good.replace("1", "9".repeat(400))), "long numbers");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parsers")
    void readsLongLinesAndDeepBlocks(String name, Parser parser) {
        int bytes = 1 << 20;
        String[] texts = {
            "x",
            "\"",
            "\\",
            "a ",
            "{",
            "[",
            "{'a':",
            "\"a",
            "mkbackup -",
            "mkbackup  ",
            "a: ",
            "/var/sites",
            "\0",
            "^ ~"
        };
        for (String text : texts) {
            reads(parser, bytes(text.repeat(bytes / text.length())), "1 MiB of '" + text + "'");
        }
        reads(parser, bytes("Failed to perform backup: ".repeat(40_000)), "long chain");
        reads(parser, bytes("Failed to perform backup: " + "MKException: ".repeat(80_000)), "nested classes");
        reads(parser, bytes("Site backup failed: " + "x".repeat(bytes)), "long reason");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parsers")
    void readsDamagedBytes(String name, Parser parser) {
        for (long seed = 1; seed <= 300; seed++) {
            var random = new SplittableRandom(seed);
            byte[] damaged = bytes(good(name));
            for (int i = 0; i < 8; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            reads(parser, damaged, "seed " + seed);
        }
    }
}
