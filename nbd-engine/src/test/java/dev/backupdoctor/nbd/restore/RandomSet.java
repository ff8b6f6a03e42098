package dev.backupdoctor.nbd.restore;

import dev.backupdoctor.nbd.set.TestSet;
import dev.backupdoctor.nbd.stream.TestStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A full and increments with random frames, and the bytes that the disk must have at each point. */
final class RandomSet {
    private static final int UNIT = 65_536;

    private final byte[] disk;
    private final boolean compressed;
    private final SplittableRandom random;

    private RandomSet(int size, boolean compressed, long seed) {
        this.disk = new byte[size];
        this.compressed = compressed;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Writes {@code vda.full.data}, {@code vda.inc.virtnbdbackup.1.data} and so on, with their sums.
     *
     * @param size bytes of the disk, a multiple of 64 KiB
     * @param files 1 to 9
     * @return the disk at the last point
     */
    static byte[] write(Path directory, int size, int files, boolean compressed, long seed) throws IOException {
        var made = new RandomSet(size, compressed, seed);
        var set = new TestSet(directory);
        for (int number = 0; number < files; number++) {
            set.add(
                    number == 0 ? "vda.full.data" : "vda.inc.virtnbdbackup." + number + ".data",
                    made.file(number).bytes());
        }
        return made.disk;
    }

    private TestStream file(int number) {
        TestStream plain = number == 0
                ? TestStream.full("vda", disk.length)
                : TestStream.inc("vda", "virtnbdbackup." + number, "virtnbdbackup." + (number - 1), disk.length);
        TestStream stream = compressed ? plain.compressed() : plain;
        int at = 0;
        while (at < disk.length) {
            int length = Math.min(disk.length - at, UNIT * (1 + random.nextInt(12)));
            int what = random.nextInt(8);
            if (what < 4 && (number > 0 || what > 0)) {
                data(stream, at, length);
            } else if (what == 4) {
                // What virtnbdbackup writes for a block that was zeroed: data that is zero.
                Arrays.fill(disk, at, at + length, (byte) 0);
                stream.data(at, new byte[length]);
            } else if (number == 0 || what == 5) {
                Arrays.fill(disk, at, at + length, (byte) 0);
                stream.zero(at, length);
            }
            at += length;
        }
        return stream;
    }

    private void data(TestStream stream, int at, int length) {
        byte[] content = new byte[length];
        random.nextBytes(content);
        // Half of it compresses.
        Arrays.fill(content, 0, length / 2, (byte) random.nextInt(256));
        System.arraycopy(content, 0, disk, at, length);
        stream.data(at, content);
    }
}
