package dev.backupdoctor.nbd.restore;

import dev.backupdoctor.nbd.set.DataFileName;
import dev.backupdoctor.nbd.stream.Frame;
import dev.backupdoctor.nbd.stream.StreamIndex;
import dev.backupdoctor.nbd.stream.TestStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A full and three increments with random content, and ways to damage them. */
final class DamagedSet {
    private static final int SIZE = 1 << 19;
    private static final int UNIT = 4096;
    private static final int FILES = 4;

    /** What protects the payload of a set. */
    enum Kind {
        SUMS,
        LZ4_AND_SUMS,
        /** As versions wrote that knew no sums: nothing protects the heads of increments then. */
        LZ4
    }

    private final Path directory;
    private final Kind kind;
    private final byte[] disk = new byte[SIZE];

    private DamagedSet(Path directory, Kind kind) {
        this.directory = directory;
        this.kind = kind;
    }

    static DamagedSet write(Path directory, Kind kind, SplittableRandom random) throws IOException {
        var set = new DamagedSet(directory, kind);
        for (int number = 0; number < FILES; number++) {
            set.writeFile(directory, number, random, set.disk);
        }
        Files.writeString(
                directory.resolve("web.cpt"),
                "[\"virtnbdbackup.0\", \"virtnbdbackup.1\", \"virtnbdbackup.2\", \"virtnbdbackup.3\"]");
        return set;
    }

    private void writeFile(Path to, int number, SplittableRandom random, byte[] content) throws IOException {
        TestStream stream = number == 0
                ? TestStream.full("vda", SIZE)
                : TestStream.inc("vda", "virtnbdbackup." + number, "virtnbdbackup." + (number - 1), SIZE);
        stream = kind == Kind.SUMS ? stream : stream.compressed();
        for (int at = 0; at < SIZE; ) {
            int length = Math.min(SIZE - at, UNIT * (1 + random.nextInt(12)));
            if (random.nextInt(3) > 0) {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                // Half of it compresses.
                Arrays.fill(bytes, 0, length / 2, (byte) random.nextInt());
                System.arraycopy(bytes, 0, content, at, length);
                stream.data(at, bytes);
            } else if (number == 0) {
                stream.zero(at, length);
            }
            at += length;
        }
        byte[] file = stream.bytes();
        Files.write(to.resolve(name(number)), file);
        if (kind != Kind.LZ4) {
            Files.writeString(to.resolve(name(number) + DataFileName.SUM), TestStream.sum(file));
        }
    }

    private static String name(int number) {
        return number == 0 ? "vda.full.data" : "vda.inc.virtnbdbackup." + number + ".data";
    }

    /** What the disk is after the last increment. */
    byte[] disk() {
        return disk;
    }

    /** Damages one place, and says which. */
    String damage(SplittableRandom random) throws IOException {
        Path data = directory.resolve(name(random.nextInt(FILES)));
        return switch (random.nextInt(4)) {
            case 0 -> kind == Kind.LZ4 ? flip(data, payloadByte(data, random), random) : flip(random);
            case 1 -> cut(anyFile(random), random);
            case 2 -> removeFrame(data, random);
            default -> exchange(random);
        };
    }

    private Path anyFile(SplittableRandom random) throws IOException {
        try (var files = Files.list(directory)) {
            List<Path> all = files.sorted().toList();
            return all.get(random.nextInt(all.size()));
        }
    }

    private String flip(SplittableRandom random) throws IOException {
        Path file = anyFile(random);
        return flip(file, random.nextInt((int) Files.size(file)), random);
    }

    private static String flip(Path file, int at, SplittableRandom random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int bit = random.nextInt(8);
        bytes[at] ^= (byte) (1 << bit);
        Files.write(file, bytes);
        return "bit " + bit + " of byte " + at + " of " + file.getFileName() + " flipped";
    }

    private static int payloadByte(Path file, SplittableRandom random) throws IOException {
        StreamIndex index = index(file);
        int frame = random.nextInt(index.frames());
        while (index.isZero(frame)) {
            frame = random.nextInt(index.frames());
        }
        return (int) index.payloadAt(frame) + random.nextInt((int) index.payloadBytes(frame));
    }

    private static String cut(Path file, SplittableRandom random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int length = random.nextInt(bytes.length);
        Files.write(file, Arrays.copyOf(bytes, length));
        return file.getFileName() + " cut from " + bytes.length + " to " + length + " bytes";
    }

    private static String removeFrame(Path file, SplittableRandom random) throws IOException {
        StreamIndex index = index(file);
        int removed = random.nextInt(index.frames());
        int start = 0;
        int end = startOfFirstFrame(index);
        for (int frame = 0; frame <= removed; frame++) {
            start = end;
            // A zero frame is its head alone; CR LF ends the payload of a data frame.
            end = index.isZero(frame)
                    ? start + Frame.BYTES
                    : (int) (index.payloadAt(frame) + index.payloadBytes(frame)) + 2;
        }
        byte[] bytes = Files.readAllBytes(file);
        byte[] rest = Arrays.copyOf(bytes, bytes.length - (end - start));
        System.arraycopy(bytes, end, rest, start, bytes.length - end);
        Files.write(file, rest);
        return "frame " + removed + " of " + file.getFileName() + " removed";
    }

    private static int startOfFirstFrame(StreamIndex index) {
        int zeros = 0;
        while (index.isZero(zeros)) {
            zeros++;
        }
        return (int) index.payloadAt(zeros) - Frame.BYTES * (zeros + 1);
    }

    private static StreamIndex index(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return StreamIndex.read(channel);
        }
    }

    /** Two files of the set, with their sums or without; or one for that of another set, without its sum. */
    private String exchange(SplittableRandom random) throws IOException {
        int first = random.nextInt(FILES);
        if (kind != Kind.LZ4 && random.nextBoolean()) {
            Files.delete(directory.resolve(name(first)));
            Path other = Files.createTempDirectory(directory.getParent(), "other");
            writeFile(other, first, random, new byte[SIZE]);
            Files.copy(other.resolve(name(first)), directory.resolve(name(first)));
            return name(first) + " exchanged for that of another set";
        }
        int second = (first + 1 + random.nextInt(FILES - 1)) % FILES;
        swap(name(first), name(second));
        boolean withSums = kind != Kind.LZ4 && random.nextBoolean();
        if (withSums) {
            swap(name(first) + DataFileName.SUM, name(second) + DataFileName.SUM);
        }
        return name(first) + " and " + name(second) + " swapped" + (withSums ? " with their sums" : "");
    }

    private void swap(String first, String second) throws IOException {
        Path aside = directory.resolve("aside");
        Files.move(directory.resolve(first), aside);
        Files.move(directory.resolve(second), directory.resolve(first));
        Files.move(aside, directory.resolve(second));
    }
}
