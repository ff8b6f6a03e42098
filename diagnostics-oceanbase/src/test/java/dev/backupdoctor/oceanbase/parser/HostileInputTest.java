package dev.backupdoctor.oceanbase.parser;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no program writes, and any file may hold. */
class HostileInputTest {

    private static final String LOG =
            "observer.log:[2024-05-19 13:23:25.238790] WDIAG [STORAGE] finish_ (ob_x.cpp:141) "
                    + "[8999][T1004_BACKUP][T1004][YB420A010203-0005FC029426456E-0-0] [lt=26][errcode=-9086] "
                    + "failed(ret=-4016 *ls_attr_={a:1, b:{id:7}}, c:[\"x\", \"y\"] d:\"\"z\"\", used(%)=80, e=\"{f:1}\"})";

    private static final String ALERT =
            "2024-05-20 10:11:12.123456|ERROR|ARCHIVE|E|-9082|1004|41200|T1|Y1-0|f_|x.cpp:7|text";

    private static final String VIEWS = """
            obclient> SELECT * FROM oceanbase.CDB_OB_ARCHIVELOG WHERE tenant_id = 1002;
            +-----------+-------------+---------+
            | TENANT_ID | STATUS      | COMMENT |
            +-----------+-------------+---------+
            |      1002 | INTERRUPTED | 商|x    |
            +-----------+-------------+---------+
            SELECT * FROM CDB_OB_BACKUP_JOB_HISTORY\\G
            *************************** 1. row ***************************
              TENANT_ID: 1004
                 JOB_ID: 8
            START_TIMESTAMP: 2024-04-27 12:41:27.451141
              START_SCN: 1710165944100201003
                 STATUS: FAILED
                 RESULT: 4016
            1 row in set
            MODULE	EVENT	NAME1	VALUE1	NAME2	VALUE2
            backup_data	start_backup_data	tenant_id	1002	result	-9040
            """;

    /** Something that reads, with a text that it likes. */
    private static Stream<Arguments> readers() {
        Consumer<String> head = text -> new LogHead().read(text);
        Consumer<String> alert = text -> new AlertHead().read(text);
        Consumer<String> values = text -> new LogValues().read(text).get(List.of("b", "id"));
        Consumer<String> views =
                text -> Recording.of(new ClientOutputParser(), "x", text.getBytes(StandardCharsets.ISO_8859_1));
        return Stream.of(
                Arguments.of("head", head, LOG),
                Arguments.of("alert", alert, ALERT),
                Arguments.of("values", values, LOG),
                Arguments.of("views", views, bytes(VIEWS)));
    }

    /** One char per byte of UTF-8, as readers get their text. */
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static void reads(Consumer<String> reader, String text, String what) {
        assertThatCode(() -> reader.accept(text)).as(what).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readers")
    void readsWhatIsHardlyThere(String name, Consumer<String> reader, String good) {
        for (String text : List.of(
                "", "\n", "\r", " ", "\0", "[", "]", "(", ")", "{", "\"", "|", "+-", "+-+", "*****", "\t", "::", "=")) {
            reads(reader, text, "text '" + text + "'");
        }
        for (int b = 0; b < 256; b++) {
            reads(reader, String.valueOf((char) b), "byte " + b);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readers")
    void readsATextThatIsCutAnywhere(String name, Consumer<String> reader, String good) {
        for (int at = 0; at <= good.length(); at++) {
            reads(reader, good.substring(0, at), "cut after " + at);
            reads(reader, good.substring(at), "begins at " + at);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readers")
    void readsForeignLineEndsAndBytes(String name, Consumer<String> reader, String good) {
        reads(reader, good.replace("\n", "\r\n"), "CRLF");
        reads(reader, good.replace("\n", ""), "no line ends");
        reads(reader, good.replace(" ", "\0"), "NUL");
        reads(reader, good.replace("a", "\u00c3(\u00ff"), "not UTF-8");
        reads(reader, good.replace("0", "9".repeat(400)), "long numbers");
        reads(reader, good.replace("2024", "9999").replace("05-19", "99-99"), "no such time");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readers")
    void readsLongLinesInLinearTime(String name, Consumer<String> reader, String good) {
        int size = 1 << 20;
        List<String> pieces = List.of(
                "x",
                " ",
                "\"",
                "\"a",
                "(",
                "(a=",
                "{",
                "{a:",
                "[",
                "a:{",
                "a=\"",
                ", ",
                "|",
                "+-",
                "| a ",
                "*",
                "\t",
                "a\t",
                ": ",
                "from ",
                "from a where b = 1 and ",
                "[2",
                "\n|",
                "\n| a\n+-+",
                "\0");
        for (String piece : pieces) {
            String text = piece.repeat(size / piece.length());
            assertTimeout(Duration.ofSeconds(20), () -> reader.accept(good + text), "1 MiB of '" + piece + "'");
            reads(reader, text + good, "1 MiB of '" + piece + "' before");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readers")
    void readsDamagedBytes(String name, Consumer<String> reader, String good) {
        for (long seed = 1; seed <= 300; seed++) {
            var random = new SplittableRandom(seed);
            char[] damaged = good.toCharArray();
            for (int i = 0; i < 8; i++) {
                damaged[random.nextInt(damaged.length)] = (char) random.nextInt(256);
            }
            reads(reader, new String(damaged), "seed " + seed + ": " + Arrays.toString(damaged));
        }
    }
}
