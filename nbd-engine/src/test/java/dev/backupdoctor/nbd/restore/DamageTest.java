package dev.backupdoctor.nbd.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.ChainException;
import dev.backupdoctor.nbd.set.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sets that are damaged in one place: restoring and verifying say so, or what is restored is right all the same.
 *
 * <p>Of each kind of set so many random places are tried: a flipped bit, a cut, a frame that is gone, files that were
 * exchanged.
 */
class DamageTest {
    private static final int PLACES = Boolean.getBoolean("campaigns") ? 500 : 50;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void neverEndsWellWithWrongContent(DamagedSet.Kind kind) throws IOException, InterruptedException {
        int seen = 0;
        for (int seed = 0; seed < PLACES; seed++) {
            var random = new SplittableRandom(seed);
            Path path = Files.createDirectory(directory.resolve(kind + "-" + seed));
            DamagedSet set = DamagedSet.write(path, kind, random);
            String damage = "seed " + seed + ": " + set.damage(random);

            boolean restored = restores(path, set.disk(), damage);
            if (verifies(path)) {
                assertThat(restored)
                        .as("verified, but not restored; %s", damage)
                        .isTrue();
            } else {
                seen++;
            }
        }

        // Some of the damage is harmless: a checksum that is cut, or the list of checkpoints.
        assertThat(seen).isGreaterThan(PLACES * 3 / 4);
    }

    @Test
    void restoresAndVerifiesWholeSets() throws IOException, InterruptedException {
        for (DamagedSet.Kind kind : DamagedSet.Kind.values()) {
            Path path = Files.createDirectory(directory.resolve(kind.name()));
            DamagedSet set = DamagedSet.write(path, kind, new SplittableRandom(1));

            assertThat(restores(path, set.disk(), "none")).as(kind.name()).isTrue();
            assertThat(verifies(path)).as(kind.name()).isTrue();
        }
    }

    /** Whether the last point is restored; what is restored must be right. */
    private boolean restores(Path set, byte[] disk, String damage) throws IOException {
        Path image = Files.createTempDirectory(directory, "image").resolve("vda");
        try {
            DiskRestore.run(Chain.latest(BackupSet.read(set), "vda"), image, ImageOptions.raw(), bytes -> {});
        } catch (ChainException e) {
            assertThat(image).doesNotExist();
            return false;
        }
        assertThat(Arrays.mismatch(Files.readAllBytes(image), disk))
                .as("first wrong byte of a restore that ended well; %s", damage)
                .isEqualTo(-1);
        return true;
    }

    private static boolean verifies(Path set) throws IOException, InterruptedException {
        return !Verification.of(BackupSet.read(set), 2, bytes -> {}).isBroken();
    }
}
