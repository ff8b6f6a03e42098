package dev.backupdoctor.core.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayTest {

    private final Display display = new Display(ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(textBlock = """
        0           , 0 s
        0.00000017  , 170 ns
        0.0000015   , 1.5 us
        0.020       , 20 ms
        0.7         , 0.7 s
        40.024      , 40 s
        243.643     , 243.6 s
        3599        , 3599 s
        3600        , 1 h
        7500        , 2 h 5 min
        86399       , 24 h
        273600      , 3 d 4 h
        -5          , -5 s
        """)
    void showsDurationsInTheUnitThatReadsBest(BigDecimal seconds, String shown) {
        Duration d = Duration.ofNanos(seconds.movePointRight(9).longValueExact());

        assertThat(display.show(d)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "841, 841 B",
        "9216, 9216 B",
        "10239, 10239 B",
        "10240, 10 KiB",
        "86731, 84.7 KiB",
        "1048576, 1 MiB",
        "1610612736, 1.5 GiB",
        "-20480, -20 KiB"
    })
    void showsSmallSizesExactly(long bytes, String shown) {
        assertThat(display.show(new Size(bytes))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"9, 9", "3.0, 3", "0.94853, 0.9485", "123456, 123456", "0.000, 0", "100, 100"})
    void showsNumbersWithFourDigits(BigDecimal number, String shown) {
        assertThat(display.show(number)).isEqualTo(shown);
    }

    @Test
    void showsInstantsWithTheirZone() {
        Instant t = Instant.parse("2005-12-06T00:08:29Z");

        assertThat(display.show(t)).isEqualTo("2005-12-06 00:08:29 UTC");
        assertThat(new Display(ZoneId.of("Europe/Berlin")).show(t)).isEqualTo("2005-12-06 01:08:29 +01:00");
    }

    @Test
    void countsInTheUnitThatWasAskedFor() {
        assertThat(display.show(Value.of(new BigDecimal("0.9484")), Unit.PERCENT))
                .isEqualTo("95 %");
        assertThat(display.show(Value.of(new BigDecimal("0.0484")), Unit.PERCENT))
                .isEqualTo("4.84 %");
        assertThat(display.show(Value.of(Duration.ofMinutes(90)), Unit.MIN)).isEqualTo("90 min");
        assertThat(display.show(Value.of(new Size(65503)), Unit.BYTE)).isEqualTo("65503 B");
        assertThat(display.show(Value.none(), Unit.MIN)).isEqualTo("?");
    }

    @Test
    void namesFiveOfAListAndCountsTheRest() {
        assertThat(display.show(List.of("a", "b"))).isEqualTo("a, b");
        assertThat(display.show(List.of("a", "b", "c", "d", "e", "f", "g"))).isEqualTo("a, b, c, d, e and 2 more");
    }
}
