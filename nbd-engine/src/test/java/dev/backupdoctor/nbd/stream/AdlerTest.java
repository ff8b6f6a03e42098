package dev.backupdoctor.nbd.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdlerTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void combinesTwoParts(long seed) {
        var random = new SplittableRandom(seed);
        byte[] bytes = new byte[200_000];
        random.nextBytes(bytes);
        int cut = random.nextInt(bytes.length + 1);

        long combined = Adler.combine(sum(bytes, 0, cut), sum(bytes, cut, bytes.length - cut), bytes.length - cut);

        assertThat(combined).as("seed %d, cut at %d", seed, cut).isEqualTo(sum(bytes, 0, bytes.length));
    }

    @Test
    void combinesBytesThatAreAllOnes() {
        byte[] bytes = new byte[150_000];
        java.util.Arrays.fill(bytes, (byte) 0xff);

        assertThat(Adler.combine(sum(bytes, 0, 70_000), sum(bytes, 70_000, 80_000), 80_000))
                .isEqualTo(sum(bytes, 0, bytes.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_520, 65_521, 65_522, 1_000_000})
    void sumsZerosByTheirNumber(int count) {
        assertThat(Adler.ofZeros(count)).isEqualTo(sum(new byte[count], 0, count));
    }

    @Test
    void startsWithTheSumOfNothing() {
        long sum = sum(new byte[] {1, 2, 3}, 0, 3);

        assertThat(Adler.combine(Adler.EMPTY, sum, 3)).isEqualTo(sum);
        assertThat(Adler.combine(sum, Adler.EMPTY, 0)).isEqualTo(sum);
    }

    private static long sum(byte[] bytes, int offset, int length) {
        var sum = new Adler32();
        sum.update(bytes, offset, length);
        return sum.getValue();
    }
}
