package dev.backupdoctor.nbd.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtentCountTest {
    private static final int KIB = 1024;

    @Test
    void countsRunsOfDataAndOfNoDataInAWholeDisk() {
        var count = ExtentCount.whole(List.of(
                new Extent(0, 100, State.DATA),
                new Extent(100, 50, State.ZERO),
                new Extent(150, 50, State.HOLE),
                new Extent(200, 10, State.DATA)));

        assertThat(count).isEqualTo(new ExtentCount(3, 160, 0));
    }

    @Test
    void cutsDirtyRunsAtTheBordersOfZeros() {
        // Seen with the original: a dirty run of 128 KiB that has two pieces, 60 and 68 KiB.
        List<Extent> dirty = List.of(new Extent(64 * KIB, 128 * KIB, State.DIRTY));
        List<Extent> allocation = List.of(
                new Extent(0, 124 * KIB, State.DATA),
                new Extent(124 * KIB, 68 * KIB, State.ZERO),
                new Extent(192 * KIB, 100 * KIB, State.HOLE));

        var count = ExtentCount.changes(dirty, allocation);

        assertThat(count).isEqualTo(new ExtentCount(2, 128 * KIB, 0));
    }

    @Test
    void doesNotCountWhatBecameAHoleAsData() {
        List<Extent> dirty = List.of(new Extent(0, 64, State.DIRTY), new Extent(128, 64, State.DIRTY));
        List<Extent> allocation = List.of(new Extent(0, 32, State.HOLE), new Extent(32, 200, State.DATA));

        var count = ExtentCount.changes(dirty, allocation);

        assertThat(count).isEqualTo(new ExtentCount(2, 96, 32));
    }

    @Test
    void hasNothingToCountWhenNothingWasWritten() {
        var count = ExtentCount.changes(List.of(), List.of(new Extent(0, 100, State.DATA)));

        assertThat(count).isEqualTo(new ExtentCount(0, 0, 0));
    }

    @Test
    void writesSizesAsTheOriginalDoes() {
        assertThat(List.of(0L, 65_536L, 131_072L, 1_073_741_824L))
                .extracting(DiskSaver::readable)
                .containsExactly("0.0B", "64.0KiB", "128.0KiB", "1.0GiB");
    }
}
