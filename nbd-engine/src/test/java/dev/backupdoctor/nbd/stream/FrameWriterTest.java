package dev.backupdoctor.nbd.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameWriterTest {
    private static final int BLOCK = 65_536;
    private static final List<Extent> FRAMES = List.of(
            new Extent(0, BLOCK, State.ZERO),
            new Extent(BLOCK, 2 * BLOCK, State.DATA),
            new Extent(3 * BLOCK, BLOCK, State.ZERO));

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    @Test
    void writesByteForByteWhatTheFormatSays() throws IOException {
        byte[] content = random(2 * BLOCK);
        TestStream expected = TestStream.full("vda", 4 * BLOCK)
                .zero(0, BLOCK)
                .data(BLOCK, content)
                .zero(3 * BLOCK, BLOCK);

        var writer = new FrameWriter(Channels.newChannel(file), meta(OptionalInt.empty()), FRAMES);
        writer.write(ByteBuffer.wrap(content, 0, 1000));
        writer.write(ByteBuffer.wrap(content, 1000, content.length - 1000));
        writer.finish();

        assertThat(file.toByteArray()).isEqualTo(expected.bytes());
        assertThat(Long.toString(writer.sum())).isEqualTo(TestStream.sum(expected.bytes()));
        assertThat(writer.position()).isEqualTo(file.size());
    }

    @Test
    void writesOneLz4FrameForEachDataFrame() throws IOException {
        byte[] content = random(2 * BLOCK);
        TestStream expected = TestStream.full("vda", 4 * BLOCK)
                .compressed()
                .zero(0, BLOCK)
                .data(BLOCK, content)
                .zero(3 * BLOCK, BLOCK);

        var writer = new FrameWriter(Channels.newChannel(file), meta(OptionalInt.of(2)), FRAMES);
        compress(writer, content, 0, BLOCK);
        compress(writer, content, BLOCK, BLOCK);
        writer.finish();

        assertThat(file.toByteArray()).isEqualTo(expected.bytes());
    }

    @Test
    void knowsWhichPieceComesNext() throws IOException {
        var writer = new FrameWriter(Channels.newChannel(file), meta(OptionalInt.empty()), FRAMES);
        assertThat(writer.isNext(0)).isFalse();
        assertThat(writer.isNext(BLOCK)).isTrue();
        writer.write(ByteBuffer.allocate(512));
        assertThat(writer.isNext(BLOCK)).isFalse();
        assertThat(writer.isNext(BLOCK + 512)).isTrue();
    }

    @Test
    void doesNotEndAFileThatLacksPieces() throws IOException {
        var writer = new FrameWriter(Channels.newChannel(file), meta(OptionalInt.empty()), FRAMES);
        writer.write(ByteBuffer.allocate(512));

        assertThatIllegalStateException().isThrownBy(writer::finish).withMessage("the piece at 66048 is missing");
    }

    private static void compress(FrameWriter writer, byte[] content, int offset, int length) throws IOException {
        var lz4 = new Lz4Frames(2);
        ByteBuffer blocks = ByteBuffer.allocateDirect(lz4.mostBytes(length));
        lz4.blocks(ByteBuffer.wrap(content, offset, length), blocks);
        writer.writeCompressed(length, blocks);
    }

    private static Meta meta(OptionalInt level) {
        return new Meta(
                4 * BLOCK,
                2 * BLOCK,
                "2026-11-20T08:40:43.861513",
                "vda",
                "qcow2",
                "virtnbdbackup.0",
                level,
                Optional.empty(),
                false,
                2);
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }
}
