package dev.backupdoctor.nbd.set;

import dev.backupdoctor.nbd.set.DataFileName.Level;
import dev.backupdoctor.nbd.stream.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Tells a raw image from a stream whose head was damaged: nothing in a raw image says that it is one.
 *
 * <p>A raw image has neither a frame at its start nor one at its end, no checksum beside it, whole sectors, and the
 * size that qemu reported, where a report was kept. To take a damaged stream for one would restore its frames as the
 * disk.
 */
final class RawImage {
    private static final int SECTOR = 512;

    private final Path directory;
    private final DataFileName name;
    private final Set<String> names;

    RawImage(Path directory, DataFileName name, Set<String> names) {
        this.directory = directory;
        this.name = name;
        this.names = names;
    }

    boolean isRaw(FileChannel file) throws IOException {
        boolean mayBe = (name.level() == Level.FULL || name.level() == Level.COPY)
                && !names.contains(name.fileName() + DataFileName.SUM)
                && file.size() > 0
                && file.size() % SECTOR == 0;
        return mayBe && !isFrame(file, 0) && !isFrame(file, file.size() - Frame.BYTES) && hasReportedSize(file.size());
    }

    private static boolean isFrame(FileChannel file, long at) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(Frame.BYTES);
        while (head.hasRemaining()) {
            if (file.read(head, at + head.position()) < 0) {
                return false;
            }
        }
        return Frame.parse(head.array()).isPresent();
    }

    private boolean hasReportedSize(long bytes) {
        boolean reported = false;
        for (String report : ImageReport.names(name.disk(), names)) {
            OptionalLong size = ImageReport.virtualSize(directory.resolve(report));
            if (size.isPresent() && size.getAsLong() == bytes) {
                return true;
            }
            reported |= size.isPresent();
        }
        return !reported;
    }
}
