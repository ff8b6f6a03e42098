package dev.backupdoctor.nbd.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of few bytes, in memory; it takes root to mount one. A test that has none is skipped. */
public final class SmallDisk implements AutoCloseable {
    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** Mounts one over a directory; everybody may write there. */
    public static SmallDisk mount(Path directory, long bytes) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Program.Ended mounted = Program.of(
                        "mount", "-t", "tmpfs", "-o", "mode=777,size=" + bytes, "tmpfs", directory.toString())
                .run();
        Assumptions.assumeTrue(mounted.exit() == 0, () -> "a small file system cannot be mounted: " + mounted.log());
        return new SmallDisk(directory);
    }

    /** Where it is mounted. */
    public Path directory() {
        return directory;
    }

    /** Makes it larger, or smaller. */
    public void resize(long bytes) throws IOException, InterruptedException {
        Program.of("mount", "-o", "remount,size=" + bytes, directory.toString())
                .run()
                .ok();
    }

    @Override
    public void close() throws IOException {
        try {
            // Lazily: a server that a failed test left behind must not keep the others from being cleaned up.
            Program.of("umount", "--lazy", directory.toString()).run().ok();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
