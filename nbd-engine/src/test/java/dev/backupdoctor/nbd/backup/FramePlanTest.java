package dev.backupdoctor.nbd.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class FramePlanTest {
    private static final long KIB = 1024;

    @Test
    void saysSomethingAboutEveryByteOfAFull() {
        FramePlan plan = FramePlan.full(
                100 * KIB,
                List.of(
                        extent(0, 10, State.HOLE),
                        extent(10, 20, State.DATA),
                        extent(30, 30, State.ZERO),
                        extent(60, 40, State.HOLE)));

        // What is allocated and zero is data, as in files of the original.
        assertThat(plan.frames())
                .containsExactly(extent(0, 10, State.ZERO), extent(10, 50, State.DATA), extent(60, 40, State.ZERO));
        assertThat(plan.reads()).containsExactly(extent(10, 20, State.DATA), extent(30, 30, State.ZERO));
        assertThat(plan.dataSize()).isEqualTo(50 * KIB);
    }

    @Test
    void makesDataOfWhatBecameZero() {
        FramePlan plan = FramePlan.increment(
                100 * KIB,
                List.of(extent(10, 50, State.DIRTY), extent(80, 10, State.DIRTY)),
                List.of(extent(0, 20, State.DATA), extent(20, 20, State.HOLE), extent(40, 60, State.DATA)));

        assertThat(plan.frames()).containsExactly(extent(10, 50, State.DATA), extent(80, 10, State.DATA));
        assertThat(plan.reads())
                .containsExactly(
                        extent(10, 10, State.DATA),
                        extent(20, 20, State.HOLE),
                        extent(40, 20, State.DATA),
                        extent(80, 10, State.DATA));
    }

    @Test
    void readsWholeRunsWhereTheAllocationIsNotKnown() {
        FramePlan plan = FramePlan.increment(100 * KIB, List.of(extent(10, 50, State.DIRTY)), List.of());

        assertThat(plan.reads()).containsExactly(extent(10, 50, State.DIRTY));
    }

    @Test
    void hasNoFrameWhereNothingChanged() {
        FramePlan plan = FramePlan.increment(100 * KIB, List.of(), List.of(extent(0, 100, State.DATA)));

        assertThat(plan.frames()).isEmpty();
        assertThat(plan.dataSize()).isZero();
    }

    @Test
    void cutsReadsAtMultiples() {
        FramePlan plan = FramePlan.increment(100 * KIB, List.of(extent(10, 50, State.DIRTY)), List.of());

        assertThat(plan.readsCutAt(32 * KIB)).containsExactly(extent(10, 22, State.DIRTY), extent(32, 28, State.DIRTY));
    }

    private static Extent extent(long offsetKib, long kib, State state) {
        return new Extent(offsetKib * KIB, kib * KIB, state);
    }
}
