package dev.backupdoctor.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesAndVersionsTest {

    @ParameterizedTest
    @CsvSource({
        "2.0.0p9, 2.0.0p26",
        "2.1.0i1, 2.1.0b1",
        "2.1.0b1, 2.1.0",
        "2.1.0, 2.1.0p1",
        "3.5, 3.5.1",
        "2.9, 2.10",
        "4.2.0rc1, 4.2.0"
    })
    void ordersVersionsPartByPart(String earlier, String later) {
        assertThat(new Version(earlier)).isLessThan(new Version(later));
        assertThat(new Version(later)).isGreaterThan(new Version(earlier));
    }

    @Test
    void aVersionThatEndsEarlyEqualsOneWithZeros() {
        assertThat(new Version("2.1")).isEqualTo(new Version("2.1.0")).hasSameHashCodeAs(new Version("2.1.0"));
    }

    @Test
    void namesKeepTheirBytesAndShowStrayOnes() {
        byte[] raw = {'K', (byte) 0xc3, (byte) 0xbc, 'b', (byte) 0xc3, 'x'};
        RawName name = RawName.of(raw);

        assertThat(name.escaped()).isEqualTo("K\u00fcb\\xc3x");
        assertThat(name.bytes().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(raw);
        assertThat(name.strayByte(1))
                .as("a letter of two bytes is one character")
                .isEqualTo(OptionalInt.empty());
        assertThat(name.strayByte(3)).isEqualTo(OptionalInt.of(0xc3));
        assertThat(name.strayByte(99)).isEqualTo(OptionalInt.empty());
    }

    @Test
    void controlCharactersNeverReachATerminal() {
        assertThat(Utf8.decode("\u001b[2Jx")).isEqualTo("\\x1b[2Jx");
        assertThat(Utf8.decode(Utf8.encode("a\u202eb"))).isEqualTo("a\\xe2\\x80\\xaeb");
        assertThat(Utf8.decode(Utf8.encode("a\u0085b"))).isEqualTo("a\\xc2\\x85b");
        assertThat(Utf8.decode("tab\tstays")).isEqualTo("tab\tstays");
    }

    @ParameterizedTest
    @CsvSource({"c0 80", "ed a0 80", "f4 90 80 80", "f8 88 80 80 80", "e2 82", "80"})
    void whatOnlyLooksLikeUtf8IsEscaped(String hex) {
        StringBuilder bytes = new StringBuilder();
        for (String b : hex.split(" ", -1)) {
            bytes.append((char) Integer.parseInt(b, 16));
        }

        assertThat(Utf8.decode(bytes.toString())).isEqualTo("\\x" + hex.replace(" ", "\\x"));
    }
}
