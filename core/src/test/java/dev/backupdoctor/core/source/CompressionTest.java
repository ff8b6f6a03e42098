package dev.backupdoctor.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {

    private static final byte[] LINES = lines();

    @ParameterizedTest
    @ValueSource(strings = {"gz", "xz", "lzma", "zstd", "bzip2"})
    void readsThrough(String compression) throws IOException {
        Seen seen = Seen.stdin(new ByteArrayInputStream(Packed.packed(compression, LINES)));

        assertThat(seen.all).singleElement().matches(g -> g.text().equals(text(LINES)));
        assertThat(seen.problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "xz", "lzma", "zstd", "bzip2"})
    void readsAnEmptyContent(String compression) throws IOException {
        Seen seen = Seen.stdin(new ByteArrayInputStream(Packed.packed(compression, new byte[0])));

        assertThat(seen.all).singleElement().matches(g -> g.text().isEmpty());
        assertThat(seen.problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "xz", "zstd", "bzip2"})
    void readsSeveralMembersOneAfterTheOther(String compression) throws IOException {
        byte[] one = Packed.packed(compression, Packed.bytes("one\n"));
        byte[] two = Packed.packed(compression, Packed.bytes("two\n"));

        Seen seen = Seen.stdin(new ByteArrayInputStream(Packed.both(one, two)));

        assertThat(seen.all).singleElement().matches(g -> g.text().equals("one\ntwo\n"));
        assertThat(seen.problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "xz", "lzma", "zstd", "bzip2"})
    void givesWhatCameBeforeTheInputEndsInTheMiddle(String compression) throws IOException {
        byte[] whole = Packed.packed(compression, LINES);

        Seen seen = Seen.stdin(new ByteArrayInputStream(Packed.cut(whole, whole.length * 2 / 3)));

        Seen.Got got = seen.all.get(0);
        String reason =
                "input ends in the middle (truncated after " + got.text().length() + " bytes)";
        assertThat(got.text().length()).isBetween(1, LINES.length - 1);
        assertThat(text(LINES)).startsWith(got.text());
        assertThat(got.cut()).contains(reason);
        assertThat(seen.problems).containsExactly(new Problem("-", 0, reason, true));
    }

    @Test
    void losesNoByteThatATruncatedGzipHolds() throws IOException {
        byte[] noise = new byte[300_000];
        new SplittableRandom(1).nextBytes(noise);
        byte[] whole = Packed.gz(noise);

        Seen seen = Seen.stdin(new ByteArrayInputStream(Packed.cut(whole, whole.length - 8)));

        assertThat(seen.all).singleElement().matches(g -> g.text().equals(text(noise)));
        assertThat(seen.problems(Path.of("/")))
                .containsExactly("!-: input ends in the middle (truncated after 300000 bytes)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "xz", "lzma", "zstd", "bzip2"})
    void neverThrowsWhereverTheInputEnds(String compression) throws IOException {
        byte[] whole = Packed.packed(compression, Packed.bytes("some lines\nof a log\n"));
        for (int length = 0; length < whole.length; length++) {
            Seen seen = Seen.stdin(new ByteArrayInputStream(Packed.cut(whole, length)));

            assertThat(seen.all).as("cut at %d", length).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "xz", "lzma", "zstd", "bzip2"})
    void saysThatAContentIsDamaged(String compression) throws IOException {
        byte[] whole = Packed.packed(compression, LINES);
        whole[whole.length / 2] ^= 0x55;
        whole[whole.length / 2 + 1] ^= 0x55;

        Seen seen = Seen.stdin(new ByteArrayInputStream(whole));

        assertThat(seen.problems).singleElement().matches(Problem::incomplete);
        assertThat(seen.problems.get(0).reason()).matches("is damaged: .+ \\(cut after [0-9]+ bytes\\)");
    }

    @Test
    void refusesAnXzThatAsksForTooMuchMemory() throws IOException {
        // 1.5 GiB is the greatest dictionary of LZMA2; one byte of the block header says so.
        byte[] whole = Packed.packed("xz", LINES);
        whole[16] = 37;
        var crc = new CRC32();
        crc.update(whole, 12, 8);
        for (int i = 0; i < 4; i++) {
            whole[20 + i] = (byte) (crc.getValue() >> (8 * i));
        }

        Seen seen = Seen.stdin(new ByteArrayInputStream(whole));

        assertThat(seen.problems(Path.of("/")))
                .containsExactly("!-: needs 1.5 GiB of memory to decompress, allowed are 128 MiB (cut after 0 bytes)");
    }

    @Test
    void refusesAZstdThatAsksForTooMuchMemory() throws IOException {
        // Magic, a frame header without anything, and a window of 2^(10+20) bytes.
        byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (20 << 3), 1, 0, 0};

        Seen seen = Seen.stdin(new ByteArrayInputStream(frame));

        assertThat(seen.problems(Path.of("/")))
                .containsExactly("!-: needs more than 128 MiB of memory to decompress (cut after 0 bytes)");
    }

    @Test
    void cutsABomb() throws IOException {
        byte[] bomb = Packed.gz(new byte[100 << 20]);
        long[] read = new long[1];

        var problems = Sources.walk(List.of("-"), new ByteArrayInputStream(bomb), Limits.DEFAULT, (source, in) -> {
            byte[] some = new byte[1 << 20];
            for (int got = in.read(some); got >= 0; got = in.read(some)) {
                read[0] += got;
            }
        });

        assertThat(read[0]).isBetween(64L << 20, 96L << 20);
        assertThat(problems).singleElement().matches(Problem::incomplete);
        assertThat(problems.get(0).reason())
                .isEqualTo("decompresses to more than 200 times its size, as a bomb does (cut after " + read[0]
                        + " bytes)");
    }

    @Test
    void cutsWhatIsTooLargeAltogether() throws IOException {
        var limits = new Limits(200, 1 << 20, 100, 10, 3, 128 << 20);
        byte[] input = Packed.gz(Packed.bytes("x".repeat(1000)));
        var seen = new Seen();

        seen.problems = Sources.walk(List.of("-"), new ByteArrayInputStream(input), limits, seen);

        assertThat(seen.problems.get(0).reason()).startsWith("decompresses to more than 100 B (cut after ");
    }

    @Test
    void readsThroughThreeCompressionsButNotFour() throws IOException {
        byte[] three = Packed.gz(Packed.packed("xz", Packed.gz(Packed.bytes("deep"))));

        Seen allowed = Seen.stdin(new ByteArrayInputStream(three));
        Seen refused = Seen.stdin(new ByteArrayInputStream(Packed.gz(three)));

        assertThat(allowed.all).singleElement().matches(g -> g.text().equals("deep"));
        assertThat(refused.all).isEmpty();
        assertThat(refused.problems(Path.of("/"))).containsExactly("!-: is compressed more than 3 times: not read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BZh9 is how this line begins",
                "]\0\0 looks like lzma",
                "PK is a word",
                "P*M\u0019",
                "\u001f\u008b"
            })
    void takesTextForText(String text) throws IOException {
        Seen seen = Seen.stdin(new ByteArrayInputStream(Packed.bytes(text)));

        assertThat(seen.all).singleElement().matches(g -> g.text().equals(text));
        assertThat(seen.problems).isEmpty();
    }

    @Test
    void knowsAZstdThatBeginsWithASkippableFrame() throws IOException {
        byte[] skippable = {0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 7, 7};

        Seen seen =
                Seen.stdin(new ByteArrayInputStream(Packed.both(skippable, Packed.packed("zstd", Packed.bytes("x")))));

        assertThat(seen.all).singleElement().matches(g -> g.text().equals("x"));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] lines() {
        var random = new SplittableRandom(7);
        var text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append("line ").append(i).append(' ').append(random.nextLong()).append('\n');
        }
        return Packed.bytes(text.toString());
    }
}
