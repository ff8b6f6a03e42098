package dev.backupdoctor.amanda.parser;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.backupdoctor.amanda.AmandaModule;
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

    private static final String HEAD = "Fri Nov 20 08:52:23.864337878 2026: pid 43: thd-0x5: ";

    private static final String CONF = """
            etimeout 300
            define dumptype a {
              auth "bs\\144tcp"
              estimate client server
            }
            """;

    private static final String DISKLIST = """
            m1 /home /data tar 1
            m1 "/a b" {
              tar
              estimate calcsize
            } 1 eth0
            """;

    private static final String AMANDAD = (HEAD + "amandad: pid 4: start at Fri Nov 20 08:52:23 2026\n" + HEAD) + """
            amandad: accept recv REQ pkt:
            <<<<<
            SERVICE sendsize
            OPTIONS hostname=m1;
            <dle>
            <disk>/a</disk><level>0</level>
            </dle>
            >>>>>
            amandad: time 0.100: got packet:
            --------
            Amanda 2.4 REQ HANDLE 1 SEQ 2
            SERVICE sendsize
            GNUTAR "/a b" 0 1970:1:1:0:0:0 1
            --------
            """;

    private static final String PLANNER = HEAD + """
            planner: send request to m1:/a:(/a):
            ----
            SERVICE sendsize
            OPTIONS hostname=m1;
            GNUTAR /a 0 1970:1:1:0:0:0 1

            ----

            """ + HEAD + "planner: security_getdriver(name=bsdtcp) returns 0x1\n";

    private static final String LOG = """
            START planner date 20261120084153
            DISK planner m1 "/a \\"b"
            FAIL planner m1 /a 1 0 [x]
            FINISH driver date 20261120084153 time 1.000
            """;

    /** A text in which each parser finds something, by the name of its parser. */
    private static final Map<String, String> GOOD = Map.of(
            "amanda-conf", CONF, "disklist", DISKLIST, "amandad", AMANDAD, "planner-debug", PLANNER, "amanda-log", LOG);

    private static String good(String name) {
        return Objects.requireNonNull(GOOD.get(name), name);
    }

    private static Stream<Arguments> parsers() {
        return new AmandaModule().parsers().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    private static void reads(Parser parser, byte[] bytes, String what) {
        assertThatCode(() -> Recording.of(parser, "dir/amandad.99999999999999.debug", bytes))
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
                new String[] {"", "\n", "\r", "x", "\"", "{", "}", "#", " ", "\0", "\\", "--------", "<<<<<\n"}) {
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
        reads(parser, bytes(good.replace("m1", "\u00c3(\u00ff")), "not UTF-8");
        reads(parser, bytes(good.replace("0", "9".repeat(400))), "long numbers");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parsers")
    void readsLongLinesAndDeepBlocks(String name, Parser parser) {
        int bytes = 1 << 20;
        for (String text : new String[] {"x", "\"", "\\", "a ", "{", "}", "a {\n", "\"a", "<dle>", "<level>", "\0"}) {
            reads(parser, bytes(text.repeat(bytes / text.length())), "1 MiB of '" + text + "'");
        }
        reads(parser, bytes(good(name) + HEAD + "amandad: got packet:\n--------\n" + "x".repeat(bytes)), "long packet");
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
