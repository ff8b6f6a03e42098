package dev.backupdoctor.nbd.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.client.BlockStatus;
import dev.backupdoctor.nbd.client.Export;
import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.ChainSource;
import dev.backupdoctor.nbd.set.DataFileName;
import dev.backupdoctor.nbd.stream.Meta;
import dev.backupdoctor.nbd.testing.Program;
import dev.backupdoctor.nbd.tool.QemuNbd;
import dev.backupdoctor.nbd.tool.QemuNbd.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A qcow2 image with a bitmap for each backup, as libvirt keeps them, but without libvirt. */
public final class BackedUpImage {
    private static final String CHECKPOINT = "virtnbdbackup.";

    private final Path path;

    private BackedUpImage(Path path) {
        this.path = path;
    }

    public static BackedUpImage create(Path path, long bytes) throws IOException, InterruptedException {
        Program.of("qemu-img", "create", "-q", "-f", "qcow2", path.toString(), Long.toString(bytes))
                .run()
                .ok();
        return of(path);
    }

    /** An image that is there. */
    public static BackedUpImage of(Path path) {
        return new BackedUpImage(path);
    }

    public Path path() {
        return path;
    }

    /** Runs commands of qemu-io. */
    public void write(String... commands) throws IOException, InterruptedException {
        for (String command : commands) {
            Program.of("qemu-io", "-f", "qcow2", "-d", "unmap", "-c", command, path.toString())
                    .run()
                    .ok();
        }
    }

    /** Saves all, and begins to note what changes. */
    public SavedFile full(Path set, OptionalInt compression) throws IOException, InterruptedException {
        bitmap("--add", 0);
        try (QemuNbd server = QemuNbd.start(Served.reading(path, "qcow2", "vda"));
                Export export = Export.open(server.uri(), BlockStatus.ALLOCATION)) {
            return backup(export, FramePlan.full(export.size(), allocation(export)), compression)
                    .saveTo(set, DataFileName.full("vda"));
        }
    }

    /** Saves what changed since the backup before, and begins to note what changes from now on. */
    public SavedFile increment(Path set, int number, OptionalInt compression) throws IOException, InterruptedException {
        bitmap("--disable", number - 1);
        bitmap("--add", number);
        String context = BlockStatus.dirtyBitmap(CHECKPOINT + (number - 1));
        try (QemuNbd server =
                        QemuNbd.start(Served.reading(path, "qcow2", "vda").withBitmap(CHECKPOINT + (number - 1)));
                Export export = Export.open(server.uri(), BlockStatus.ALLOCATION, context)) {
            BlockStatus status = BlockStatus.of(export);
            FramePlan plan =
                    FramePlan.increment(export.size(), status.extents(context), status.extents(BlockStatus.ALLOCATION));
            return new DiskBackup(export, plan, meta(number, compression), bytes -> {})
                    .saveTo(set, DataFileName.inc("vda", CHECKPOINT + number));
        }
    }

    public DiskBackup backup(Export export, FramePlan plan, OptionalInt compression) {
        return new DiskBackup(export, plan, meta(0, compression), bytes -> {});
    }

    public static List<Extent> allocation(Export export) throws IOException {
        return BlockStatus.of(export).extents(BlockStatus.ALLOCATION);
    }

    public static Meta meta(int number, OptionalInt compression) {
        return new Meta(
                0,
                0,
                "2026-11-20T08:4" + number + ":43.861513",
                "vda",
                "qcow2",
                CHECKPOINT + number,
                compression,
                number == 0 ? Optional.empty() : Optional.of(CHECKPOINT + (number - 1)),
                number > 0,
                Meta.STREAM_VERSION);
    }

    private void bitmap(String action, int number) throws IOException, InterruptedException {
        Program.of("qemu-img", "bitmap", action, "-f", "qcow2", path.toString(), CHECKPOINT + number)
                .run()
                .ok();
    }

    /** Holds a chain against what the image is now. */
    public void assertIs(Chain chain) throws IOException, InterruptedException {
        Path raw = Files.createTempFile(path.getParent(), "truth", ".raw");
        Program.of("qemu-img", "convert", "-f", "qcow2", "-O", "raw", path.toString(), raw.toString())
                .run()
                .ok();
        assertSame(raw, chain);
        Files.delete(raw);
    }

    /** Holds a chain against a raw image. */
    public static void assertSame(Path raw, Chain chain) throws IOException {
        try (ChainSource source = ChainSource.open(chain);
                FileChannel truth = FileChannel.open(raw)) {
            assertThat(source.size()).isEqualTo(truth.size());
            ByteBuffer ours = ByteBuffer.allocate(1 << 20);
            ByteBuffer theirs = ByteBuffer.allocate(1 << 20);
            for (long at = 0; at < source.size(); at += ours.limit()) {
                int count = (int) Math.min(source.size() - at, ours.capacity());
                source.read(at, ours.clear().limit(count));
                theirs.clear().limit(count);
                while (theirs.hasRemaining()) {
                    truth.read(theirs, at + theirs.position());
                }
                assertThat(ours.flip().mismatch(theirs.flip()))
                        .as("first difference in the MiB at %d", at)
                        .isEqualTo(-1);
            }
        }
    }

    /** Bytes that a file takes on its file system. */
    public static long allocated(Path file) throws IOException, InterruptedException {
        return 512L
                * Long.parseLong(Program.of("stat", "-c", "%b", file.toString())
                        .run()
                        .ok()
                        .out()
                        .strip());
    }
}
