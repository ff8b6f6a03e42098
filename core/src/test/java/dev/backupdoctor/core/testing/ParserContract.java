package dev.backupdoctor.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.backupdoctor.core.source.Secrets;
import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.value.Place;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every Java reader of a product must hold, be it of whole sources, of heads or of values: nothing that a file can
 * hold makes it throw, nor takes more than linear time, and what it reads stands where it says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ParserContract {

    private static final int MIB = 1 << 20;

    /** Far more than reading 1 MiB in linear time takes; quadratic time takes minutes. */
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final List<String> SCRAPS = List.of(
            "",
            "\n",
            "\r",
            "\r\n",
            " ",
            "\0",
            "\\",
            "\"",
            "'",
            "#",
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            "<",
            ">",
            "|",
            "+-",
            "::",
            "=",
            "\t",
            "{}",
            "[]",
            "null",
            "# ",
            "--------",
            "<<<<<\n");

    private static final List<String> PIECES = List.of(
            "x", " ", "\t", "\0", "\n", "\r", "\"", "\\", "'", "{", "}", "[", "(", "<", "a ", ": ", ", ", "=", "|",
            "+-", "-", "<a>", "{\"a\":", "{a:", "a {\n", "\"a", "\u001b[", "[2");

    /** The module under test. */
    protected abstract DiagnosticModule module();

    /** A well-formed text for each Java reader of the module, by the name under which the module has it. */
    protected abstract Map<String, Sample> samples();

    /** Pieces of which this product's readers could fall into a trap when they come by the thousand. */
    protected List<String> pieces() {
        return List.of();
    }

    /** Kinds that only a file without its end states, such as a run that never finished. */
    protected Set<String> statedByTornFiles() {
        return Set.of();
    }

    /**
     * A well-formed text.
     *
     * @param path of the file in which a parser meets it; of readers of values: {@code a.b}, the value to ask for
     * @param text one char per byte
     */
    public record Sample(String path, String text) {

        /** A text with letters beyond ASCII, as its UTF-8 bytes. */
        public static Sample utf8(String path, String text) {
            return new Sample(path, new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        }
    }

    /** A reader with its sample. */
    record Tried(String name, JavaReader reader, Sample sample) {

        String text() {
            return sample.text();
        }

        JavaReader.Given read(String text, String what) {
            byte[] bytes = bytes(text);
            try {
                // Whatever a file is called, it may come to any parser of a product.
                reader.read("x", bytes);
                return reader.read(sample.path(), bytes);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(name + " does not read: " + what, e);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Stream<Tried> readers() {
        return JavaReader.of(module()).entrySet().stream()
                .filter(e -> samples().containsKey(e.getKey()))
                .map(e -> new Tried(e.getKey(), e.getValue(), samples().getOrDefault(e.getKey(), new Sample("", ""))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String in(Charset charset, String text) {
        return new String(text.getBytes(charset), StandardCharsets.ISO_8859_1);
    }

    @Test
    void eachReaderHasASample() {
        assertThat(samples().keySet()).isEqualTo(JavaReader.of(module()).keySet());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readers")
    void readsItsSampleWithoutAProblem(Tried tried) {
        JavaReader.Given given = tried.read(tried.text(), "sample");

        assertThat(given.kinds()).isNotEmpty();
        assertThat(given.problems()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readers")
    void readsWhatIsHardlyThere(Tried tried) {
        SCRAPS.forEach(scrap -> tried.read(scrap, "text '" + scrap + "'"));
        for (int b = 0; b < 256; b++) {
            tried.read(String.valueOf((char) b), "byte " + b);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readers")
    void readsOfACutFileNoMoreThanOfTheWhole(Tried tried) {
        Map<String, Long> whole = tried.read(tried.text(), "sample").kinds();
        for (int at = 0; at <= tried.text().length(); at++) {
            Map<String, Long> cut = new TreeMap<>(
                    tried.read(tried.text().substring(0, at), "cut after " + at).kinds());
            cut.keySet().removeAll(statedByTornFiles());

            assertThat(cut.keySet()).as("cut after %s", at).isSubsetOf(whole.keySet());
            for (Map.Entry<String, Long> kind : cut.entrySet()) {
                assertThat(kind.getValue())
                        .as("%s, cut after %s", kind.getKey(), at)
                        .isLessThanOrEqualTo(whole.getOrDefault(kind.getKey(), 0L));
            }
            tried.read(tried.text().substring(at), "begins at " + at);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readers")
    void readsTheSameWithCarriageReturnsAndWithoutALastLineEnd(Tried tried) {
        JavaReader.Given given = tried.read(tried.text(), "sample");

        assertThat(tried.read(tried.text().stripTrailing(), "no final newline").kinds())
                .isEqualTo(given.kinds());
        assertThat(tried.read(tried.text().replace("\n", "\r\n"), "CRLF").kinds())
                .isEqualTo(given.kinds());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readers")
    void readsForeignBytes(Tried tried) {
        String text = tried.text();
        tried.read(text.replace("\n", "\r"), "lone CR");
        tried.read(text.replace("\n", ""), "no line ends");
        tried.read(text.replace(" ", "\0"), "NUL for blanks");
        tried.read("\0".repeat(4096) + text, "a hole of zeros before");
        tried.read(text + "\0".repeat(4096), "a hole of zeros after");
        for (String letter : List.of("a", "e", "m1", "1")) {
            tried.read(text.replace(letter, "\u00c3(\u00ff\u0085"), "not UTF-8 for " + letter);
        }
        for (String digit : List.of("0", "1", "2", "9")) {
            tried.read(text.replace(digit, "9".repeat(400)), "long numbers for " + digit);
            tried.read(text.replace(digit, "-"), "no numbers for " + digit);
        }
        for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "IBM037")) {
            tried.read(in(Charset.forName(charset), text), charset);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readers")
    void readsLongLinesAndDeepNestingInLinearTime(Tried tried) {
        Set<String> pieces = new TreeSet<>(PIECES);
        pieces.addAll(pieces());
        for (String piece : pieces) {
            String text = piece.repeat(MIB / piece.length());
            String what = "1 MiB of '" + piece + "'";
            byte[] bytes = bytes(tried.text() + text);
            assertTimeout(LONG, () -> tried.reader().read(tried.sample().path(), bytes), what);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readers")
    void eventsStandWhereTheyAreSaidToStand(Tried tried) {
        String text = tried.text();
        for (String read : List.of(text, text.replace("\n", "\r\n"), text.substring(0, text.length() * 2 / 3))) {
            String[] lines = Secrets.masked(read).split("\n", -1);
            for (Place at : tried.read(read, "sample").places()) {
                String line = at.line() == 0 ? "" : lines[(int) at.line() - 1];
                assertThat(line).as("line of %s", at).startsWith(at.text());
                assertThat(at.column() - 1 + at.length()).as("end of %s", at).isLessThanOrEqualTo(line.length());
                assertThat(at.offset())
                        .as("offset of %s", at)
                        .isEqualTo(Arrays.stream(lines)
                                .limit(Math.max(0, at.line() - 1))
                                .mapToInt(l -> l.length() + 1)
                                .sum());
            }
        }
    }
}
