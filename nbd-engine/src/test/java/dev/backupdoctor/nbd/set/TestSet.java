package dev.backupdoctor.nbd.set;

import dev.backupdoctor.nbd.stream.TestStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;

/** Writes sets for tests: a disk of 1 MiB in blocks of 64 KiB, each block filled with one letter. */
public final class TestSet {
    public static final int BLOCK = 65_536;
    public static final int BLOCKS = 16;
    public static final long SIZE = (long) BLOCKS * BLOCK;

    private static final Instant FIRST = Instant.parse("2026-11-20T08:40:00Z");

    private final Path directory;
    private boolean sums = true;
    private int written;

    public TestSet(Path directory) {
        this.directory = directory;
    }

    public TestSet withoutSums() {
        sums = false;
        return this;
    }

    /** A full in which the blocks hold the letters; a dot is a zero block. */
    public static TestStream full(String disk, String blocks) {
        return paint(TestStream.full(disk, SIZE), blocks, true);
    }

    /** The same, compressed. */
    public static TestStream fullLz4(String disk, String blocks) {
        return paint(TestStream.full(disk, SIZE).compressed(), blocks, true);
    }

    /** An increment; a dot is a block that did not change, a 0 one that became zero. */
    public static TestStream inc(String disk, int number, String blocks) {
        return inc(disk, number, number - 1, blocks);
    }

    public static TestStream inc(String disk, int number, int parent, String blocks) {
        return paint(TestStream.inc(disk, "virtnbdbackup." + number, "virtnbdbackup." + parent, SIZE), blocks, false);
    }

    public static TestStream incLz4(String disk, int number, String blocks) {
        return paint(
                TestStream.inc(disk, "virtnbdbackup." + number, "virtnbdbackup." + (number - 1), SIZE)
                        .compressed(),
                blocks,
                false);
    }

    private static TestStream paint(TestStream stream, String blocks, boolean whole) {
        for (int i = 0; i < BLOCKS; i++) {
            char letter = i < blocks.length() ? blocks.charAt(i) : '.';
            if (letter != '.') {
                stream.data((long) i * BLOCK, block(letter == '0' ? 0 : letter));
            } else if (whole) {
                stream.zero((long) i * BLOCK, BLOCK);
            }
        }
        return stream;
    }

    private static byte[] block(int letter) {
        byte[] block = new byte[BLOCK];
        Arrays.fill(block, (byte) letter);
        return block;
    }

    public TestSet add(String name, TestStream stream) throws IOException {
        return add(name, stream.bytes());
    }

    /** Writes a file, each a minute younger than the one before. */
    public TestSet add(String name, byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve(name), bytes);
        Files.setLastModifiedTime(file, FileTime.from(FIRST.plusSeconds(60L * written++)));
        if (sums && name.endsWith(".data")) {
            Files.writeString(directory.resolve(name + ".chksum"), TestStream.sum(bytes));
        }
        return this;
    }

    public TestSet add(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** The chain that most tests start from: a full and two increments, the last of which zeroes a block. */
    public TestSet addChain(String disk) throws IOException {
        return add(disk + ".full.data", full(disk, "AAAA"))
                .add(disk + ".inc.virtnbdbackup.1.data", inc(disk, 1, ".BB...B"))
                .add(disk + ".inc.virtnbdbackup.2.data", inc(disk, 2, "..C0"));
    }

    /** The same, compressed, and the increments in another shape. */
    public TestSet addLz4Chain(String disk) throws IOException {
        return add(disk + ".full.data", fullLz4(disk, "AAAA"))
                .add(disk + ".inc.virtnbdbackup.1.data", incLz4(disk, 1, ".BB...B"))
                .add(disk + ".inc.virtnbdbackup.2.data", incLz4(disk, 2, "..C0"));
    }

    public BackupSet read() throws IOException {
        return BackupSet.read(directory);
    }

    /** The letters of the blocks of a chain, a dot for zeros; the rest of the disk must be zeros. */
    public static String blocks(Chain chain) throws IOException {
        try (ChainSource source = ChainSource.open(chain)) {
            ByteBuffer disk = ByteBuffer.allocate((int) source.size());
            source.read(0, disk);
            var letters = new StringBuilder();
            for (int i = 0; i < disk.capacity() / BLOCK; i++) {
                byte[] block = Arrays.copyOfRange(disk.array(), i * BLOCK, (i + 1) * BLOCK);
                if (!Arrays.equals(block, block(block[0]))) {
                    throw new AssertionError("block " + i + " is mixed");
                }
                letters.append(block[0] == 0 ? '.' : (char) block[0]);
            }
            return letters.toString().replaceFirst("\\.+$", "");
        }
    }

    /** The problems as text, one per line: severity, place, message. */
    public static String shown(Iterable<SetProblem> problems) {
        var text = new StringBuilder();
        problems.forEach(problem -> text.append(problem.severity())
                .append(' ')
                .append(problem.place())
                .append(": ")
                .append(problem.message())
                .append('\n'));
        return text.toString();
    }
}
