package dev.backupdoctor.nbd.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.backupdoctor.nbd.stream.Frame.Kind;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

    @Test
    void isFortyBytesOfAscii() {
        var frame = new Frame(Kind.DATA, 0x100000, 0x10000);

        assertThat(HexFormat.of().formatHex(frame.bytes()))
                .isEqualTo("64617461" + "20" + "30".repeat(10) + "313030303030" + "20" + "30".repeat(11) + "3130303030"
                        + "0d0a");
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatItWrites(Kind kind) {
        var frame = new Frame(kind, 0xdeadbeefL, 0x7fff_ffffL);

        assertThat(Frame.parse(frame.bytes())).contains(frame);
    }

    @Test
    void readsTheLargestNumbers() {
        assertThat(Frame.parse(ascii("zero 0000000000000000 7fffffffffffffff\r\n")))
                .contains(new Frame(Kind.ZERO, 0, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DATA 0000000000000000 0000000000010000\r\n",
                "date 0000000000000000 0000000000010000\r\n",
                "data 0000000000000000 000000000001000A\r\n",
                "data 0000000000000000 000000000001000g\r\n",
                "data 0000000000000000  000000000010000\r\n",
                "data 0000000000000000 0000000000010000\n\n",
                "data-0000000000000000 0000000000010000\r\n",
                "data 8000000000000000 0000000000010000\r\n",
                "data 0000000000000001 7fffffffffffffff\r\n",
                "data 00000000000000000 000000000010000\r\n",
                "data 0 10000\r\n",
                ""
            })
    void takesNothingElseForAHead(String text) {
        assertThat(Frame.parse(ascii(text))).isEmpty();
    }

    @Test
    void refusesNegativeNumbers() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Frame(Kind.DATA, -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Frame(Kind.DATA, 1, -1));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
