package dev.backupdoctor.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Pos;
import dev.backupdoctor.core.lang.ShapeSyntax.ReaderSyntax;
import dev.backupdoctor.core.value.Code;
import dev.backupdoctor.core.value.RawName;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Size;
import dev.backupdoctor.core.value.Type;
import dev.backupdoctor.core.value.Version;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = ';', textBlock = """
            text    ; a b; a b
            word    ; sda1,; sda1,
            word    ; ü; ü
            quoted  ; /home; /home
            quoted  ; "a \\"b\\" \\\\c"; a "b" \\c
            quoted  ; "\\303\\274"; ü
            number  ; 0.70; 0.70
            number  ; -3; -3
            number  ; 1.5e-05; 0.000015
            count   ; 007; 7
            count   ; 9223372036854775807; 9223372036854775807
            int     ; -4016; -4016
            hex     ; c3; 195
            hex     ; 0xFF; 255
            hex     ; ffffffffffffffff; 18446744073709551615
            seconds ; 217.741; PT3M37.741S
            seconds ; -0.5; PT-0.5S
            millis  ; 1500; PT1.5S
            micros  ; 1.5; PT0.0000015S
            nanos   ; 12; PT0.000000012S
            epoch_s ; 1228527252.104211; 2008-12-06T01:34:12.104211Z
            epoch_us; 1702893610123456; 2023-12-18T10:00:10.123456Z
            epoch_ns; 1702893610123456789; 2023-12-18T10:00:10.123456789Z
            version ; 2.0.0p26; 2.0.0p26
            version ; 4.2.1.0-100000102023092807; 4.2.1.0-100000102023092807
            code    ; -4016; -4016
            """)
    void readsWholeText(String name, String text, String value) {
        Reader reader = reader(name);
        String bytes = dev.backupdoctor.core.value.Utf8.encode(text);

        Optional<Object> read = reader.parse(bytes, 0, bytes.length());

        assertThat(read).map(ReaderTest::show).contains(value);
        assertThat(reader.longest(bytes, 0, bytes.length())).isEqualTo(bytes.length());
        assertThat(reader.accepts(bytes, 0, bytes.length())).isTrue();
    }

    private static String show(Object value) {
        return value instanceof BigDecimal n ? n.toPlainString() : value.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "9216, bytes, 9216",
        "-1, bytes, -1",
        "4, kib, 4096",
        "1.5, kib, 1536",
        "512 B, size, 512",
        "512B, size, 512",
        "17 bytes, size, 17",
        "1.5 KiB, size, 1536",
        "2 MiB, size, 2097152",
        "3 GiB, size, 3221225472",
        "1 TiB, size, 1099511627776",
        "1 kB, size, 1000",
        "1.21 MB, size, 1210000",
        "2 GB, size, 2000000000",
        "1 TB, size, 1000000000000"
    })
    void readsSizes(String text, String name, long bytes) {
        assertThat(reader(name).parse(text, 0, text.length())).contains(new Size(bytes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "word; a b",
                "quoted; \"a",
                "quoted; \"a\"b",
                "number; 1.",
                "number; .5",
                "number; 1e",
                "number; 1e999999999",
                "number; 11111111111111111111111111111111111111111",
                "count; -1",
                "count; 9223372036854775808",
                "int; 1.0",
                "int; -9223372036854775809",
                "hex; xyz",
                "hex; 0x",
                "hex; 11111111111111111",
                "seconds; 10 s",
                "seconds; 9e99",
                "bytes; 99999999999999999999",
                "kib; 9007199254740993000",
                "size; 12",
                "size; 12 parsecs",
                "size; 9e30 TiB",
                "epoch_s; 99999999999999999999",
                "epoch_s; 9e98",
                "epoch_ns; 99999999999999999999",
                "version; p26",
                "version; 2.0.",
                "code; 4.5",
                "code; 9999999999999999999"
            })
    void refusesWhatDoesNotFit(String name, String text) {
        Reader reader = reader(name);

        assertThat(reader.parse(text, 0, text.length())).isEmpty();
        assertThat(reader.accepts(text, 0, text.length())).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "text; a b c; 5",
                "raw; a b; 3",
                "word; vda: failed; 4",
                "quoted; \"a b\" c; 5",
                "quoted; /a b; 2",
                "quoted; \"a b; -1",
                "number; 1.5.2; 3",
                "number; 1.x; 1",
                "number; 3e; 1",
                "count; 12 of 20; 2",
                "count; x; -1",
                "count; 99999999999999999999 x; -1",
                "int; -4016,; 5",
                "hex; c3'; 2",
                "seconds; 0.5 s; 3",
                "size; 1.5 GiB, IO; 7",
                "size; 12 x; -1",
                "version; 2.0.0p26.; 8",
                "version; v2; -1",
                "code; -4016(; 5"
            })
    void takesAsMuchAsItCan(String name, String text, int end) {
        assertThat(reader(name).longest(text, 0, text.length())).isEqualTo(end);
    }

    @Test
    void keepsTheBytesOfRawNames() {
        String bytes = "/a/b\u00c3.rrd";

        assertThat(reader("raw").parse(bytes, 3, bytes.length())).contains(new RawName("b\u00c3.rrd"));
        assertThat(reader("text").parse(bytes, 3, bytes.length())).contains("b\\xc3.rrd");
    }

    @Test
    void keepsTheBeginOfVeryLongText() {
        String text = "x".repeat(10_000);

        assertThat(reader("text").parse(text, 0, 10_000)).contains("x".repeat(CharsReader.MAX_BYTES));
    }

    @Test
    void looksCodesUp() {
        var entry = new Code.Entry("ACME_BROKEN", Optional.of("it broke"), Optional.empty(), Optional.empty());
        var codes = new Codes(new TreeMap<>(java.util.Map.of(-7L, entry)));

        Optional<Object> listed = new CodeReader(codes).parse("-7", 0, 2);

        assertThat(listed).contains(new Code(-7, Optional.of(entry)));
        assertThat(((Code) listed.orElseThrow()).entry()).contains(entry);
    }

    @Test
    void readsOneWordOfASet() {
        Reader words = compile(new ReaderSyntax(at(), "words", Optional.empty(), List.of("A", "ABC", "B")));

        assertThat(words.longest("ABCD", 0, 4)).isEqualTo(3);
        assertThat(words.accepts("ABCD", 0, 1)).isTrue();
        assertThat(words.accepts("ABCD", 0, 2)).isFalse();
        assertThat(words.parse("xB", 1, 2)).contains("B");
        assertThat(words.type()).isEqualTo(new Type.Words(new TreeSet<>(List.of("A", "B", "ABC"))));
    }

    @Test
    void givesTheTypesThatRulesKnow() {
        assertThat(reader("text").type()).isEqualTo(Scalar.TEXT);
        assertThat(reader("raw").type()).isEqualTo(Scalar.RAW);
        assertThat(reader("hex").type()).isEqualTo(Scalar.NUMBER);
        assertThat(reader("nanos").type()).isEqualTo(Scalar.DURATION);
        assertThat(reader("size").type()).isEqualTo(Scalar.SIZE);
        assertThat(reader("epoch_ns").type()).isEqualTo(Scalar.INSTANT);
        assertThat(reader("version").type()).isEqualTo(Scalar.VERSION);
        assertThat(reader("code").type()).isEqualTo(Scalar.CODE);
        assertThat(reader("version").parse("3.5.1", 0, 5)).contains(new Version("3.5.1"));
        assertThat(reader("epoch_s").parse("0", 0, 1)).contains(Instant.EPOCH);
        assertThat(reader("seconds").parse("9", 0, 1)).contains(Duration.ofSeconds(9));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverThrowsAndAgreesWithItself(long seed) {
        var random = new SplittableRandom(seed);
        String letters = "0123456789.-+eExX\" \\:abKMiB\u00c3\u0000";
        for (String name : new Readers(Codes.NONE).names()) {
            if (name.equals("time")) {
                continue;
            }
            Reader reader = reader(name);
            for (int i = 0; i < 3000; i++) {
                var text = new StringBuilder();
                random.ints(random.nextInt(1, 12), 0, letters.length()).forEach(c -> text.append(letters.charAt(c)));
                int from = random.nextInt(text.length());

                int longest = reader.longest(text.toString(), from, text.length());

                String shown = name + " on '" + text + "' from " + from + ", seed " + seed;
                for (int end = from; end <= text.length(); end++) {
                    boolean accepted = reader.accepts(text.toString(), from, end);
                    assertThat(reader.parse(text.toString(), from, end).isPresent())
                            .as(shown)
                            .isEqualTo(accepted);
                    assertThat(accepted && end > longest && longest >= 0)
                            .as(shown)
                            .isFalse();
                }
                assertThat(longest < 0 || reader.accepts(text.toString(), from, longest))
                        .as(shown)
                        .isTrue();
            }
        }
    }

    private static Reader reader(String name) {
        return compile(new ReaderSyntax(at(), name, Optional.empty(), List.of()));
    }

    private static Reader compile(ReaderSyntax syntax) {
        var errors = new Errors();
        return new Readers(Codes.NONE).compile(syntax, errors).orElseThrow(() -> new AssertionError(errors.list()));
    }

    private static Pos at() {
        return new Pos("formats/x.format", 1, 1, 1);
    }
}
