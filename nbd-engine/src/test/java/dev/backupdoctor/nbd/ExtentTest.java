package dev.backupdoctor.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.backupdoctor.nbd.Extent.State;
import org.junit.jupiter.api.Test;

class ExtentTest {

    @Test
    void endIsTheFirstByteAfterIt() {
        var extent = new Extent(65_536, 512, State.DIRTY);

        assertThat(extent.end()).isEqualTo(66_048);
    }

    @Test
    void mayEndAtTheLargestOffset() {
        var extent = new Extent(Long.MAX_VALUE - 1, 1, State.HOLE);

        assertThat(extent.end()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusesNegativeOffset() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Extent(-1, 1, State.DATA))
                .withMessage("offset is -1, must be 0 or more");
    }

    @Test
    void refusesEmptyAndNegativeLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Extent(0, 0, State.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new Extent(0, -512, State.ZERO));
    }

    @Test
    void refusesAnEndThatOverflows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Extent(2, Long.MAX_VALUE - 1, State.DATA))
                .withMessage("extent at 2 with 9223372036854775806 bytes has no end");
    }
}
