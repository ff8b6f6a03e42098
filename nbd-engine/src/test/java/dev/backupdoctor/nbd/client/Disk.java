package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Raw images with data in some places, made from a seed. */
public final class Disk {
    private static final int UNIT = 1 << 16;

    private Disk() {}

    /**
     * Writes an image of which about half is data, in runs of 64 KiB and their multiples.
     *
     * @param size bytes, a multiple of 64 KiB
     * @return where the data is
     */
    public static List<Extent> scattered(Path file, long size, long seed) throws IOException {
        var random = new SplittableRandom(seed);
        List<Extent> written = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), size - 1);
            long at = 0;
            while (at < size) {
                long length = Math.min(size - at, (long) UNIT << random.nextInt(6));
                byte[] bytes = new byte[(int) length];
                random.nextBytes(bytes);
                channel.write(ByteBuffer.wrap(bytes), at);
                written.add(new Extent(at, length, State.DATA));
                at += length + ((long) UNIT << random.nextInt(6));
            }
        }
        return written;
    }
}
