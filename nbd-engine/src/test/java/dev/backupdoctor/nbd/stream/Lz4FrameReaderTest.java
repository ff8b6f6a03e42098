package dev.backupdoctor.nbd.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Lz4FrameReaderTest {
    /** 10,000 times "backup ", by the lz4 tool: blocks of 64 KiB, linked, every sum, content size. */
    private static final String LINKED = "04224d185c407011010000000000e3"
            + "110100007f6261636b7570200700" + "ff".repeat(256) + "e15075702062615c8848531b000000"
            + "0ffe" + "ff".repeat(18) + "6950636b757020702d2df4" + "00000000efba2b00";

    /** 1000 zeros, by python3-lz4 as virtnbdbackup calls it. */
    private static final String ZEROS =
            "04224d187c40e8030000000000003d0e0000001f000100ffffffd2500000000000144ff4f700000000d08c287f";

    @Test
    void decodesBlocksThatReferToTheOnesBefore() throws IOException {
        byte[] content = decode(hex(LINKED), 70_000);

        assertThat(new String(content, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("backup ".repeat(10_000));
    }

    @Test
    void decodesLinkedBlocksInLittleMemory() throws IOException {
        var content = new ByteArrayOutputStream();

        new Lz4FrameReader(new ByteArrayInputStream(hex(LINKED)), 0).readAll(70_000, content::write);

        assertThat(content.toString(java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("backup ".repeat(10_000));
    }

    @Test
    void decodesIndependentBlocks() throws IOException {
        assertThat(decode(hex(ZEROS), 1000)).isEqualTo(new byte[1000]);
    }

    @Test
    void saysWhatTheFrameHolds() throws IOException {
        assertThat(new Lz4FrameReader(new ByteArrayInputStream(hex(LINKED)), 0).contentBytes())
                .hasValue(70_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 65_535, 65_536, 65_537, 300_000})
    void decodesWhatIsWritten(int size) throws IOException {
        for (byte[] content : new byte[][] {random(size), new byte[size], text(size)}) {
            byte[] frame = TestStream.lz4(content);

            assertThat(decode(frame, size)).isEqualTo(content);
        }
    }

    @Test
    void storesBlocksThatDoNotCompress() {
        assertThat(TestStream.lz4(random(65_536)))
                .hasSize(Lz4Frames.HEAD_BYTES + 4 + 65_536 + 4 + Lz4Frames.TAIL_BYTES);
    }

    @Test
    void writesAHeadWithSizeAndSumsOfBlocks() {
        // Magic; version 1, independent blocks, block sums, content size; blocks of 64 KiB; 1000 bytes; check byte.
        assertThat(HexFormat.of().formatHex(Lz4Frames.head(1000)))
                .matches("04224d18" + "78" + "40" + "e803000000000000..");
    }

    @Test
    void seesEveryFlippedByteOfLinkedBlocks() {
        assertEveryFlipIsSeen(hex(LINKED), 70_000);
    }

    @Test
    void seesEveryFlippedByteOfIndependentBlocks() {
        assertEveryFlipIsSeen(hex(ZEROS), 1000);
    }

    private static void assertEveryFlipIsSeen(byte[] whole, int content) {
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x10;

            assertThatExceptionOfType(StreamException.class)
                    .as("byte %d", i)
                    .isThrownBy(() -> decode(damaged, content))
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(StreamException.Fault.BAD_LZ4));
        }
    }

    @Test
    void seesEveryCut() {
        byte[] whole = hex(LINKED);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);

            assertThatExceptionOfType(StreamException.class)
                    .as("cut to %d bytes", length)
                    .isThrownBy(() -> decode(cut, 70_000));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {69_999, 70_001})
    void refusesFramesOfAnotherSize(int expected) {
        assertThatExceptionOfType(StreamException.class).isThrownBy(() -> decode(hex(LINKED), expected));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverReadsOrWritesOutsideOfItsArraysWhateverTheBlock(long seed) {
        var random = new SplittableRandom(seed);
        byte[] into = new byte[300];
        for (int i = 0; i < 50_000; i++) {
            byte[] block = new byte[random.nextInt(40)];
            random.nextBytes(block);
            Arrays.fill(into, (byte) 7);

            int end = Lz4Blocks.decode(block, block.length, into, 50, 100, 200);

            assertThat(end).as("seed %d, block %d", seed, i).isBetween(-1, 200);
            assertThat(into[99]).isEqualTo((byte) 7);
            assertThat(into[200]).isEqualTo((byte) 7);
        }
    }

    private static byte[] decode(byte[] frame, int content) throws IOException {
        byte[] into = new byte[content];
        new Lz4FrameReader(new ByteArrayInputStream(frame), 0).readInto(into, 0, content);
        return into;
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ("checkpoint ".charAt(i % 11) + i / 5000);
        }
        return bytes;
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
