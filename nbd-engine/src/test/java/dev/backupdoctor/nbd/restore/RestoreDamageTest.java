package dev.backupdoctor.nbd.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.Chain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damages sets at random places, one at a time: 25 of plain sets with sums and 25 of compressed ones without, ten times
 * as many with {@code -Dcampaigns=true}. A restore fails, or its image is right.
 */
class RestoreDamageTest {
    private static final int SIZE = 2 << 20;
    private static final int FILES = 3;

    @TempDir
    private Path directory;

    private Path input;
    private Path original;
    private Path output;

    @BeforeEach
    void makeDirectories() throws IOException {
        original = Files.createDirectory(directory.resolve("original"));
        input = Files.createDirectory(directory.resolve("set"));
        output = directory.resolve("vda");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failsOrIsRight(boolean compressed) throws IOException {
        byte[] disk = RandomSet.write(original, SIZE, FILES, compressed, 7);
        int runs = Boolean.getBoolean("campaigns") ? 250 : 25;
        int refused = 0;
        for (int run = 0; run < runs; run++) {
            var random = new SplittableRandom(run);
            copySet(!compressed);
            String damage = damage(random);

            if (isRestored()) {
                assertThat(Arrays.equals(Files.readAllBytes(output), disk))
                        .as("compressed %s, seed %d: %s", compressed, run, damage)
                        .isTrue();
                Files.delete(output);
            } else {
                refused++;
                assertThat(output).as("seed %d: %s", run, damage).doesNotExist();
                assertThat(output.resolveSibling("vda.partial")).doesNotExist();
            }
        }

        assertThat(refused).as("refused of " + runs).isGreaterThan(runs / 2);
    }

    private boolean isRestored() {
        try {
            Chain chain = Chain.latest(BackupSet.read(input), "vda");
            DiskRestore.run(chain, output, ImageOptions.raw(), bytes -> {});
            return true;
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }

    private void copySet(boolean sums) throws IOException {
        for (Path file : files(input)) {
            Files.delete(file);
        }
        for (Path file : files(original)) {
            if (sums || !file.toString().endsWith(".chksum")) {
                Files.copy(file, input.resolve(file.getFileName()));
            }
        }
    }

    /** Does one thing to one file and says what. */
    private String damage(SplittableRandom random) throws IOException {
        List<Path> data = files(input).stream()
                .filter(file -> file.toString().endsWith(".data"))
                .toList();
        Path file = data.get(random.nextInt(data.size()));
        byte[] bytes = Files.readAllBytes(file);
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(5)) {
            case 0, 1 -> {
                int bit = 1 << random.nextInt(8);
                bytes[at] ^= (byte) bit;
                Files.write(file, bytes);
                return "bit " + bit + " of byte " + at + " of " + file.getFileName();
            }
            case 2 -> {
                Files.write(file, Arrays.copyOf(bytes, at));
                return file.getFileName() + " cut after " + at;
            }
            case 3 -> {
                return withoutOneFrame(file, bytes, random);
            }
            default -> {
                Path other = data.get((data.indexOf(file) + 1) % data.size());
                byte[] theirs = Files.readAllBytes(other);
                Files.write(other, bytes);
                Files.write(file, theirs);
                return file.getFileName() + " and " + other.getFileName() + " swapped";
            }
        }
    }

    private static String withoutOneFrame(Path file, byte[] bytes, SplittableRandom random) throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<Integer> heads = Pattern.compile("(data|zero) [0-9a-f]{16} [0-9a-f]{16}\\r\\n")
                .matcher(text)
                .results()
                .map(MatchResult::start)
                .toList();
        int which = random.nextInt(heads.size());
        int start = heads.get(which);
        int end = which + 1 < heads.size() ? heads.get(which + 1) : text.indexOf("stop 0000000000000000", start);
        byte[] less = new byte[bytes.length - (end - start)];
        System.arraycopy(bytes, 0, less, 0, start);
        System.arraycopy(bytes, end, less, start, bytes.length - end);
        Files.write(file, less);
        return file.getFileName() + " without the frame at " + start;
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
