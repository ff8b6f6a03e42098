package dev.backupdoctor.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that were cut or damaged. */
class DamagedArchiveTest {

    private static final Map<String, byte[]> LOGS = Packed.members("var/log/x.log", "x\n", "y.log", "y\n");

    @TempDir
    Path dir;

    @Test
    void givesWhatCameBeforeATarEndsInTheMiddle() throws IOException {
        byte[] tar = Packed.tar(Packed.members("a", "a".repeat(1000), "b", "b".repeat(1000)));

        Seen inMember = Seen.walk(write("m.tar", Packed.cut(tar, 2560)));
        Seen betweenMembers = Seen.walk(write("n.tar", Packed.cut(tar, 1536)));
        byte[] gz = Packed.gz(tar);
        Seen compressed = Seen.walk(write("x.tgz", Packed.cut(gz, gz.length - 30)));

        assertThat(inMember.names(dir)).containsExactly("m.tar!/a", "m.tar!/b");
        assertThat(inMember.all.get(1).text()).isEqualTo("b".repeat(512));
        assertThat(inMember.problems(dir))
                .containsExactly(
                        "!m.tar!/b: input ends in the middle (truncated after 512 bytes)",
                        "!m.tar: input ends in the middle (truncated after 2560 bytes)");
        assertThat(betweenMembers.names(dir)).containsExactly("n.tar!/a");
        assertThat(betweenMembers.problems(dir))
                .containsExactly("!n.tar: input ends in the middle (truncated after 1536 bytes)");
        assertThat(compressed.problems).isNotEmpty().allMatch(p -> p.reason().startsWith("input ends in the middle"));
    }

    @Test
    void givesWhatCameBeforeAZipEndsInTheMiddle() throws IOException {
        byte[] zip = Packed.zip(Packed.members("a", "aaa", "b", "bbb"));
        int directory = Packed.indexOf(zip, "PK\1\2");

        Seen inMember = Seen.walk(write("m.zip", Packed.cut(zip, directory - 20)));
        Seen noDirectory = Seen.walk(write("d.zip", Packed.cut(zip, directory)));

        assertThat(inMember.texts(dir)).startsWith("m.zip!/a=aaa");
        assertThat(inMember.problems).isNotEmpty().allMatch(Problem::incomplete);
        assertThat(noDirectory.texts(dir)).containsExactly("d.zip!/a=aaa", "d.zip!/b=bbb");
        assertThat(noDirectory.problems(dir))
                .containsExactly("!d.zip: input ends in the middle (truncated after " + directory + " bytes)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tar", "tgz", "zip"})
    void neverThrowsWhereverAnArchiveEnds(String kind) throws IOException {
        byte[] whole = kind.equals("zip") ? Packed.zip(LOGS) : Packed.tar(LOGS);
        byte[] packed = kind.equals("tgz") ? Packed.gz(whole) : whole;
        for (int length = 512; length < packed.length; length += kind.equals("tar") ? 97 : 1) {
            Path file = write("x", Packed.cut(packed, length));

            assertThat(Seen.walk(file).all).as("cut at %d", length).hasSizeLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverThrowsWhateverBytesAreDamaged(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        byte[] tar = Packed.tar(LOGS);
        byte[] zip = Packed.zip(LOGS);
        List<byte[]> whole = new ArrayList<>(List.of(tar, zip, Packed.tar("x.zip", zip)));
        for (String compression : List.of("gz", "xz", "lzma", "zstd", "bzip2")) {
            whole.add(Packed.packed(compression, tar));
        }
        for (int i = 0; i < 400; i++) {
            byte[] damaged = whole.get(i % whole.size()).clone();
            int last = i % 2 == 0 ? damaged.length : Math.min(damaged.length, 600);
            for (int k = random.nextInt(4); k >= 0; k--) {
                damaged[random.nextInt(4, last)] = (byte) random.nextInt(256);
            }

            Seen file = Seen.walk(write("x", damaged));
            Seen stream = Seen.stdin(new ByteArrayInputStream(damaged));

            assertThat(file.names(dir)).as("seed %d, turn %d", seed, i).allMatch(n -> n.startsWith("x"));
            assertThat(stream.names(dir)).as("seed %d, turn %d", seed, i).allMatch(n -> n.startsWith("-"));
        }
    }

    @Test
    void saysThatAnArchiveIsDamagedAndGoesOn() throws IOException {
        byte[] tar = Packed.tar(LOGS);
        tar[1024] = 'Y';
        byte[] zip = Packed.zip(LOGS);
        zip[Packed.indexOf(zip, "PK\1\2") + 1] = 'X';
        write("a.tar", tar);
        write("b.zip", zip);
        write("c.log", Packed.bytes("c"));

        Seen seen = Seen.walk(dir);

        assertThat(seen.texts(dir)).contains("a.tar!/var/log/x.log=x\n", "b.zip!/var/log/x.log=x\n", "c.log=c");
        assertThat(seen.problems).extracting(Problem::file).contains(dir + "/a.tar", dir + "/b.zip");
        assertThat(seen.problems).allMatch(Problem::incomplete);
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(dir.resolve(name), content);
    }
}
