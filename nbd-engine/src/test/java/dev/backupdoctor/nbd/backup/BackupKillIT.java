package dev.backupdoctor.nbd.backup;

import static dev.backupdoctor.nbd.backup.Scene.KIB;
import static dev.backupdoctor.nbd.backup.Scene.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.nbd.set.BackupSet;
import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.ChainException;
import dev.backupdoctor.nbd.testing.LibvirtBench;
import dev.backupdoctor.nbd.testing.Program;
import dev.backupdoctor.nbd.testing.RequiresLibvirt;
import dev.backupdoctor.nbd.testing.TestDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Backups killed at random moments: what the set then restores to is the point before or the one that was being saved,
 * never a mixture; and the next run goes on without a new full.
 */
@RequiresLibvirt
class BackupKillIT {
    private static final int RUNS = Boolean.getBoolean("campaigns") ? 200 : 20;
    private static final int RUNS_PER_SET = 10;
    private static final List<String> DISKS = List.of("vda", "vdb");

    @RegisterExtension
    static final LibvirtBench bench = new LibvirtBench();

    private final SplittableRandom random = new SplittableRandom(20_261_120);
    private long longestMillis;

    @Test
    void killedBackupsNeverLeaveAWrongPoint() throws IOException, InterruptedException {
        int killed = 0;
        TestDomain domain =
                bench.domain().disk("vda", 48 * MIB).disk("vdb", 8 * MIB).start();
        Scene scene = newSet(domain);
        for (int run = 1; run <= RUNS; run++) {
            if (run % RUNS_PER_SET == 0) {
                scene = newSet(domain);
            }
            List<Path> before = truths(domain);
            change(domain, run);
            List<Path> now = truths(domain);

            boolean wasKilled = kill(domain, scene, run);

            killed += wasKilled ? 1 : 0;
            assertOneOf(scene, before, now, "run " + run);
            if (wasKilled) {
                recover(domain, scene);
                assertOneOf(scene, now, now, "recovery of run " + run);
            }
            for (Path truth : Stream.concat(before.stream(), now.stream()).toList()) {
                Files.delete(truth);
            }
        }
        assertThat(killed).as("killed of %d, the others had finished", RUNS).isGreaterThan(RUNS / 3);
        System.getLogger(BackupKillIT.class.getName())
                .log(System.Logger.Level.INFO, "{0} of {1} backups were killed while they ran", killed, RUNS);
        domain.undefine();
    }

    /** A full that is not killed, and how long it takes. */
    private Scene newSet(TestDomain domain) throws IOException, InterruptedException {
        change(domain, 0);
        var scene = Scene.of(bench, domain);
        long start = System.nanoTime();
        assertThat(start(domain, scene, Level.FULL, 0).waitFor())
                .as(() -> said(scene))
                .isZero();
        longestMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return scene;
    }

    private void change(TestDomain domain, int run) throws IOException, InterruptedException {
        long at = (long) random.nextInt(16) * MIB;
        domain.writeRandom("vda", run, at, 24 * MIB)
                .discard("vda", at + MIB, MIB)
                .write("vdb", 1 + random.nextInt(255), random.nextInt(64) * 64L * KIB, 2 * MIB)
                .zero("vdb", random.nextInt(64) * 64L * KIB, 128 * KIB);
    }

    private static List<Path> truths(TestDomain domain) throws IOException, InterruptedException {
        return List.of(domain.truth("vda"), domain.truth("vdb"));
    }

    /** Whether the backup still ran when its time had come. */
    private boolean kill(TestDomain domain, Scene scene, int run) throws IOException, InterruptedException {
        Process backup = start(domain, scene, Level.INC, run % 3 == 0 ? 9 : 0);
        // Before this Java has hardly started.
        long moment = 300 + random.nextLong(longestMillis);
        boolean finished = backup.waitFor(moment, TimeUnit.MILLISECONDS);
        backup.destroyForcibly().waitFor();
        if (finished) {
            assertThat(backup.exitValue())
                    .as(() -> "a backup that was not killed; it said:\n" + said(scene))
                    .isZero();
        }
        return !finished;
    }

    /** As an administrator would: end the job, delete what is partial, run it again. */
    private void recover(TestDomain domain, Scene scene) throws IOException, InterruptedException {
        Backup.endJob(bench.uri(), domain.name());
        try (Stream<Path> files = Files.list(scene.set())) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".partial")).toList()) {
                Files.delete(file);
            }
        }
        scene.backup(Level.INC);
    }

    private static void assertOneOf(Scene scene, List<Path> before, List<Path> now, String when)
            throws IOException, InterruptedException {
        for (int i = 0; i < DISKS.size(); i++) {
            String disk = DISKS.get(i);
            Chain chain;
            try {
                chain = Chain.latest(BackupSet.read(scene.set()), disk);
            } catch (ChainException e) {
                // It says that something is missing, and restores nothing.
                assertThat(before).as("%s: %s", when, e.getMessage()).isNotEqualTo(now);
                continue;
            }
            boolean isNew = scene.reads(chain, now.get(i));
            assertThat(isNew || scene.reads(chain, before.get(i)))
                    .as("%s: %s restores to one of the two points; the set has %s", when, disk, chain.files())
                    .isTrue();
        }
    }

    private static Process start(TestDomain domain, Scene scene, Level level, int compression) throws IOException {
        List<String> words = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BackupProcess.class.getName(),
                bench.uri(),
                domain.name(),
                level.name(),
                scene.set().toString(),
                Integer.toString(compression));
        Path said = bench.directory().resolve("said");
        Program program = bench.program(words);
        return program.start(said, said);
    }

    private static String said(Scene scene) {
        try {
            return Files.readString(bench.directory().resolve("said"));
        } catch (IOException e) {
            return scene.set() + ": " + e;
        }
    }
}
