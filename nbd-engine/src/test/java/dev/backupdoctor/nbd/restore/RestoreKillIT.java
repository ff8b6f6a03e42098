package dev.backupdoctor.nbd.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.RequiresTool;
import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.tool.QemuImg;
import dev.backupdoctor.nbd.tool.QemuImg.Image;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills restores with SIGKILL at random moments: 20 of them, 200 with {@code -Dcampaigns=true}. There is never an image
 * that is not whole, and the next restore is not in the way of what the last one left.
 */
@RequiresTool({"qemu-img", "qemu-nbd", "setpriv"})
class RestoreKillIT {
    private static final long SEED = 20_261_120;
    private static final int SIZE = 48 << 20;

    @TempDir
    private Path directory;

    private Path input;
    private Path due;

    @BeforeEach
    void makeSet() throws IOException {
        input = Files.createDirectory(directory.resolve("set"));
        due = Files.write(directory.resolve("due.raw"), RandomSet.write(input, SIZE, 3, true, SEED));
    }

    @Test
    void leavesAWholeImageOrNone() throws Exception {
        var random = new SplittableRandom(SEED);
        int runs = Boolean.getBoolean("campaigns") ? 200 : 20;
        long most = Math.max(1, millisOfOneRestore());
        int killed = 0;
        Path output = directory.resolve("restored");
        for (int run = 0; run < runs; run++) {
            long after = random.nextLong(most);
            Process process = start(output);
            awaitBegin(process);
            if (!process.waitFor(after, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                killed++;
            }
            process.waitFor();
            String what = "seed %d, run %d, killed after %d of %d ms".formatted(SEED, run, after, most);
            if (Files.exists(output.resolve("vda"))) {
                assertThat(isWhole(output)).as(what).isTrue();
                assertThat(names(output)).as(what).containsExactly("vda");
                Files.delete(output.resolve("vda"));
            } else {
                assertThat(process.exitValue()).as(what).isNotZero();
            }
        }

        assertThat(killed).as("restores that were killed, of " + runs).isGreaterThan(runs / 2);
        Restore.all(BackupSet.read(input), output).run(new RestoreIT.Heard());
        assertThat(isWhole(output)).isTrue();
        assertThat(names(output)).containsExactly("vda");
    }

    private long millisOfOneRestore() throws Exception {
        Path output = directory.resolve("timed");
        Process process = start(output);
        awaitBegin(process);
        long start = System.nanoTime();
        assertThat(process.waitFor()).isZero();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private Process start(Path output) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RestoreProcess.class.getName(),
                        input.toString(),
                        output.toString())
                .redirectErrorStream(true)
                .start();
    }

    /** The start of the virtual machine is not what is to be killed. */
    private static void awaitBegin(Process process) throws IOException {
        var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(said.readLine()).isEqualTo("begins");
    }

    private boolean isWhole(Path output) throws IOException {
        return QemuImg.installed().compare(Image.file(due, "raw"), Image.file(output.resolve("vda"), "qcow2"));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
