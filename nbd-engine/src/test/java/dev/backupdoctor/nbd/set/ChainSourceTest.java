package dev.backupdoctor.nbd.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import dev.backupdoctor.nbd.stream.TestStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainSourceTest {
    private static final int SECTOR = 512;

    @TempDir
    private Path directory;

    @Test
    void honoursZeroFramesInIncrements() throws IOException {
        TestStream inc = TestSet.inc("vda", 1, "B").zero(2 * TestSet.BLOCK, TestSet.BLOCK);
        BackupSet read = new TestSet(directory)
                .add("vda.full.data", TestSet.full("vda", "AAAA"))
                .add("vda.inc.virtnbdbackup.1.data", inc)
                .read();

        assertThat(TestSet.blocks(Chain.latest(read, "vda"))).isEqualTo("BA.A");
    }

    @Test
    void saysWhatTheDiskIsMadeOf() throws IOException {
        BackupSet read = new TestSet(directory).addChain("vda").read();

        try (var source = ChainSource.open(Chain.latest(read, "vda"))) {
            long block = TestSet.BLOCK;
            assertThat(source.extents(0, source.size()))
                    .containsExactly(
                            new Extent(0, 4 * block, State.DATA),
                            new Extent(4 * block, 2 * block, State.ZERO),
                            new Extent(6 * block, block, State.DATA),
                            new Extent(7 * block, TestSet.SIZE - 7 * block, State.ZERO));
            assertThat(source.extents(4 * block - 1, 2))
                    .containsExactly(new Extent(4 * block - 1, 1, State.DATA), new Extent(4 * block, 1, State.ZERO));
        }
    }

    @Test
    void readsZerosWhereAGrownDiskHadNoBytesYet() throws IOException {
        TestStream grown = TestStream.inc("vda", "virtnbdbackup.1", "virtnbdbackup.0", 2 * TestSet.SIZE);
        BackupSet read = new TestSet(directory)
                .add("vda.full.data", TestSet.full("vda", "A"))
                .add("vda.inc.virtnbdbackup.1.data", grown)
                .read();
        Chain chain = Chain.latest(read, "vda");

        assertThat(TestSet.blocks(chain)).isEqualTo("A");
        try (var source = ChainSource.open(chain)) {
            assertThat(source.size()).isEqualTo(2 * TestSet.SIZE);
            assertThat(source.extents(TestSet.SIZE, 10)).containsExactly(new Extent(TestSet.SIZE, 10, State.HOLE));
        }
    }

    @Test
    void forgetsWhatLayBeyondTheEndOfADiskThatWasShrunkAndGrownAgain() throws IOException {
        BackupSet read = new TestSet(directory)
                .add("vda.full.data", TestSet.full("vda", "AAAA"))
                .add(
                        "vda.inc.virtnbdbackup.1.data",
                        TestStream.inc("vda", "virtnbdbackup.1", "virtnbdbackup.0", TestSet.BLOCK))
                .add("vda.inc.virtnbdbackup.2.data", TestSet.inc("vda", 2, "..C"))
                .read();

        assertThat(TestSet.blocks(Chain.latest(read, "vda"))).isEqualTo("A.C");
    }

    @Test
    void readsARawImage() throws IOException {
        byte[] image = new byte[(int) TestSet.SIZE];
        Arrays.fill(image, 0, TestSet.BLOCK, (byte) 'R');
        BackupSet read =
                new TestSet(directory).withoutSums().add("vdb.copy.data", image).read();

        assertThat(TestSet.blocks(Chain.latest(read, "vdb"))).isEqualTo("R");
    }

    @Test
    void readsRowsOfLz4Frames() throws IOException {
        byte[] disk = random(7);
        BackupSet read = new TestSet(directory)
                .add(
                        "vda.full.data",
                        TestStream.full("vda", TestSet.SIZE).compressed().row(0, disk, 100_000))
                .read();

        assertReadsAnywhere(Chain.latest(read, "vda"), disk, 7);
    }

    @Test
    void refusesAFileThatWasCut() throws IOException {
        BackupSet read = new TestSet(directory).addChain("vda").read();
        Path file = directory.resolve("vda.inc.virtnbdbackup.1.data");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1000));

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> ChainSource.open(Chain.latest(read, "vda")))
                .withMessageContaining("vda.inc.virtnbdbackup.1.data at byte 1000 the file ends")
                .satisfies(e -> assertThat(e.problems()).hasSize(1));
    }

    @Test
    void refusesCompressedBytesThatWereFlipped() throws IOException {
        new TestSet(directory).withoutSums().addLz4Chain("vda");
        Path file = directory.resolve("vda.inc.virtnbdbackup.2.data");
        byte[] bytes = Files.readAllBytes(file);
        bytes[500] ^= 1;
        Files.write(file, bytes);

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> TestSet.blocks(Chain.latest(BackupSet.read(directory), "vda")))
                .withMessageContaining("LZ4 frame");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void readsAnyPlaceOfAnyChain(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        byte[] disk = new byte[(int) TestSet.SIZE];
        var set = new TestSet(directory);
        boolean lz4 = random.nextBoolean();
        int files = 2 + random.nextInt(5);
        for (int number = 0; number < files; number++) {
            TestStream stream = number == 0
                    ? TestStream.full("vda", TestSet.SIZE)
                    : TestStream.inc("vda", "virtnbdbackup." + number, "virtnbdbackup." + (number - 1), TestSet.SIZE);
            set.add(
                    number == 0 ? "vda.full.data" : "vda.inc.virtnbdbackup." + number + ".data",
                    paint(lz4 ? stream.compressed() : stream, disk, random, number == 0));
        }

        assertReadsAnywhere(Chain.latest(set.read(), "vda"), disk, seed);
    }

    /** Writes frames at random, to the stream and to the disk that must come out. */
    private static TestStream paint(TestStream stream, byte[] disk, SplittableRandom random, boolean whole) {
        int at = 0;
        while (at < disk.length) {
            int length = Math.min(disk.length - at, SECTOR * (1 + random.nextInt(300)));
            int what = random.nextInt(3);
            if (what == 0) {
                stream.zero(at, length);
                Arrays.fill(disk, at, at + length, (byte) 0);
            } else if (whole || what == 1) {
                byte[] content = new byte[length];
                random.nextBytes(content);
                System.arraycopy(content, 0, disk, at, length);
                stream.data(at, content);
            }
            at += length;
        }
        return stream;
    }

    private static void assertReadsAnywhere(Chain chain, byte[] disk, long seed) throws IOException {
        var random = new SplittableRandom(seed);
        try (var source = ChainSource.open(chain)) {
            for (int i = 0; i < 200; i++) {
                int offset = random.nextInt(disk.length);
                int length = 1 + random.nextInt(Math.min(disk.length - offset, 200_000));
                ByteBuffer into =
                        random.nextBoolean() ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);

                source.read(offset, into);

                assertThat(into.hasRemaining()).isFalse();
                assertThat(into.flip())
                        .as("seed %d, %d bytes at %d", seed, length, offset)
                        .isEqualTo(ByteBuffer.wrap(disk, offset, length));
                long end = offset;
                for (Extent extent : source.extents(offset, length)) {
                    assertThat(extent.offset()).isEqualTo(end);
                    end = extent.end();
                }
                assertThat(end).isEqualTo(offset + length);
            }
        }
    }

    private static byte[] random(long seed) {
        byte[] bytes = new byte[(int) TestSet.SIZE];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }
}
