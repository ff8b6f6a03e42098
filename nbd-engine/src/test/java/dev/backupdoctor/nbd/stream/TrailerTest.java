package dev.backupdoctor.nbd.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailerTest {

    @Test
    void looksAsPythonWritesIt() {
        var trailer = new Trailer();
        trailer.addRow(140_319, 35_097);
        trailer.add(846);

        assertThat(new String(trailer.bytes(), US_ASCII)).isEqualTo("[{\"175416\": [140319, 35097]}, 846]");
    }

    @Test
    void readsWhatItWrites() throws StreamException {
        Trailer trailer = parse("[{\"175416\": [140319, 35097]}, 846]");

        assertThat(trailer.frames()).isEqualTo(2);
        assertThat(trailer.pieces(0)).isEqualTo(2);
        assertThat(trailer.size(0, 1)).isEqualTo(35_097);
        assertThat(trailer.total(0)).isEqualTo(175_416);
        assertThat(trailer.pieces(1)).isOne();
        assertThat(trailer.total(1)).isEqualTo(846);
    }

    @Test
    void isEmptyWhereNothingChanged() throws StreamException {
        assertThat(new String(new Trailer().bytes(), US_ASCII)).isEqualTo("[]");
        assertThat(parse("[]").frames()).isZero();
    }

    @Test
    void holdsMoreFramesThanItBeganWithRoomFor() throws StreamException {
        var trailer = new Trailer();
        for (int i = 1; i <= 1000; i++) {
            trailer.add(i);
        }

        assertThat(parse(new String(trailer.bytes(), US_ASCII)).total(999)).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[1, 2",
                "[1] 2",
                "[0]",
                "[-1]",
                "[1.5]",
                "[\"1\"]",
                "[9999999999]",
                "[{\"3\": [1, 1]}]",
                "[{\"2\": [1, 1], \"3\": [3]}]",
                "[{\"2\": 2}]",
                "[{}]",
                "[null]"
            })
    void refusesWhatIsNoListOfSizes(String json) {
        assertThatExceptionOfType(StreamException.class)
                .isThrownBy(() -> parse(json))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(StreamException.Fault.BAD_TRAILER));
    }

    private static Trailer parse(String json) throws StreamException {
        return Trailer.parse(json.getBytes(US_ASCII), 0);
    }
}
