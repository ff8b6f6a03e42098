package dev.backupdoctor.nbd.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.ChainSource;
import dev.backupdoctor.nbd.set.TestSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds chains against images that qemu-nbd serves. */
@RequiresTool("qemu-nbd")
class CompareIT {
    @TempDir
    private Path directory;

    private Path input;

    @BeforeEach
    void makeDirectory() throws IOException {
        input = Files.createDirectory(directory.resolve("set"));
    }

    @Test
    void saysWhatImageDiffersAndWhere() throws IOException {
        new TestSet(input).addChain("vda");
        Path raw = directory.resolve("other.raw");
        Files.write(raw, RestoreIT.blocks("ABC...B"));

        assertThat(compare(raw).isSame()).isTrue();

        byte[] changed = RestoreIT.blocks("ABC...B");
        changed[700] = 1;
        changed[5 * TestSet.BLOCK] = 1;
        Files.write(raw, changed);
        Compare compared = compare(raw);
        assertThat(compared.isSame()).isFalse();
        assertThat(compared.differingBytes()).isEqualTo(1024);
        assertThat(compared.differences())
                .extracting("offset", "length")
                .containsExactly(tuple(512L, 512L), tuple(5L * TestSet.BLOCK, 512L));
    }

    @Test
    void comparesImagesOfAnotherSize() throws IOException {
        new TestSet(input).addChain("vda");
        Path raw = directory.resolve("other.raw");
        byte[] longer = Arrays.copyOf(RestoreIT.blocks("ABC...B"), (int) TestSet.SIZE + 1024);
        Files.write(raw, longer);

        assertThat(compare(raw).differingBytes()).isZero();
        assertThat(compare(raw).isSame()).isFalse();

        longer[longer.length - 1] = 1;
        Files.write(raw, longer);
        assertThat(compare(raw).differingBytes()).isEqualTo(512);

        Files.write(raw, Arrays.copyOf(longer, TestSet.BLOCK));
        assertThat(compare(raw).differingBytes()).isEqualTo(3L * TestSet.BLOCK);
    }

    private Compare compare(Path raw) throws IOException {
        try (var source = ChainSource.open(Chain.latest(BackupSet.read(input), "vda"))) {
            return Compare.withImage(source, raw, "raw", bytes -> {});
        }
    }
}
