package dev.backupdoctor.nbd.set;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.nbd.set.SetProblem.NoSum;
import dev.backupdoctor.nbd.set.SetProblem.WrongSum;
import dev.backupdoctor.nbd.stream.TestStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {

    @TempDir
    private Path directory;

    @Test
    void readsEveryByteOfAHealthySet() throws IOException, InterruptedException {
        BackupSet set =
                new TestSet(directory).addChain("vda").addLz4Chain("vdb").read();
        var told = new AtomicLong();

        Verification verification = Verification.of(set, 2, told::addAndGet);

        long bytes = set.files().stream().mapToLong(DataFile::bytes).sum();
        assertThat(verification.problems()).isEmpty();
        assertThat(verification.isProved()).isTrue();
        assertThat(verification.files()).hasSize(6).allSatisfy(file -> {
            assertThat(file.bytesRead()).isEqualTo(file.file().bytes());
            assertThat(file.file().storedSum()).hasValue(file.computedSum());
        });
        assertThat(told.get()).isEqualTo(bytes);
    }

    @Test
    void seesPayloadThatChanged() throws IOException, InterruptedException {
        new TestSet(directory).addChain("vda");
        flip("vda.full.data", 100_000);

        Verification verification = Verification.of(BackupSet.read(directory), 1, bytes -> {});

        assertThat(verification.isBroken()).isTrue();
        assertThat(verification.problems()).singleElement().isInstanceOf(WrongSum.class);
    }

    @Test
    void placesCompressedPayloadThatChanged() throws IOException, InterruptedException {
        new TestSet(directory).withoutSums().addLz4Chain("vda");
        flip("vda.full.data", 500);

        Verification verification = Verification.of(BackupSet.read(directory), 1, bytes -> {});

        assertThat(TestSet.shown(verification.problems()))
                .startsWith("ERROR vda.full.data at byte ")
                .contains("LZ4 frame");
    }

    @Test
    void placesACut() throws IOException, InterruptedException {
        new TestSet(directory).addChain("vda");
        Path file = directory.resolve("vda.inc.virtnbdbackup.2.data");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 40));

        Verification verification = Verification.of(BackupSet.read(directory), 1, told -> {});

        assertThat(TestSet.shown(verification.problems()))
                .startsWith("ERROR vda.inc.virtnbdbackup.2.data at byte " + (bytes.length - 40)
                        + ": the file ends without a stop frame\n");
    }

    @Test
    void saysWhatItCouldNotProve() throws IOException, InterruptedException {
        BackupSet set = new TestSet(directory).withoutSums().addChain("vda").read();

        Verification verification = Verification.of(set, 1, bytes -> {});

        assertThat(verification.isBroken()).isFalse();
        assertThat(verification.isProved()).isFalse();
        assertThat(verification.problems()).hasSize(3).hasOnlyElementsOfType(NoSum.class);
    }

    /** The start of a frame that moves into a gap of an increment: nothing but a sum of the file could tell. */
    @Test
    void saysThatHeadsOfCompressedIncrementsAreNotProvedWithoutSums() throws IOException, InterruptedException {
        new TestSet(directory)
                .withoutSums()
                .add("vda.full.data", TestSet.fullLz4("vda", "AAAA"))
                .add("vda.inc.virtnbdbackup.1.data", TestSet.incLz4("vda", 1, "..B"));
        Path increment = directory.resolve("vda.inc.virtnbdbackup.1.data");
        String file = Files.readString(increment, java.nio.charset.StandardCharsets.ISO_8859_1);
        String moved = file.replace("data 0000000000020000", "data 0000000000030000");
        Files.writeString(increment, moved, java.nio.charset.StandardCharsets.ISO_8859_1);

        Verification verification = Verification.of(BackupSet.read(directory), 1, bytes -> {});

        assertThat(moved).isNotEqualTo(file);
        assertThat(verification.isProved()).isFalse();
        assertThat(TestSet.shown(verification.problems()))
                .isEqualTo("NOTE vda.inc.virtnbdbackup.1.data: has no checksum: that its blocks lie where they were"
                        + " written cannot be proved\n");
    }

    @Test
    void provesACompressedFullWithoutSums() throws IOException, InterruptedException {
        BackupSet set = new TestSet(directory)
                .withoutSums()
                .add("vda.full.data", TestSet.fullLz4("vda", "AAAA"))
                .read();

        assertThat(Verification.of(set, 1, bytes -> {}).isProved()).isTrue();
    }

    @Test
    void warnsOfZeroFramesThatTheOriginalSkips() throws IOException, InterruptedException {
        BackupSet set = new TestSet(directory)
                .add("vda.full.data", TestSet.full("vda", "A"))
                .add("vda.inc.virtnbdbackup.1.data", TestSet.inc("vda", 1, "").zero(0, 4096))
                .read();

        assertThat(TestSet.shown(Verification.of(set, 1, bytes -> {}).problems()))
                .isEqualTo("WARNING vda.inc.virtnbdbackup.1.data: says by zero frames that 4096 bytes became zero:"
                        + " virtnbdrestore would leave old data there\n");
    }

    @Test
    void seesAListOfSizesThatMovesTheBorderBetweenTwoFrames() throws IOException, InterruptedException {
        byte[] big = new byte[200_000];
        TestStream full = TestStream.full("vda", big.length).compressed().row(0, big, 100_000);
        String file = new String(full.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
        int piece = TestStream.lz4(new byte[100_000]).length;
        String moved = file.replace("[%d, %d]".formatted(piece, piece), "[%d, %d]".formatted(piece - 1, piece + 1));
        BackupSet set = new TestSet(directory)
                .add("vda.full.data", moved.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                .read();

        assertThat(Verification.of(set, 1, bytes -> {}).isBroken()).isTrue();
    }

    @Test
    void canBeLimitedToTheFilesOfAChain() throws IOException, InterruptedException {
        BackupSet set = new TestSet(directory).addChain("vda").read();
        flip("vda.inc.virtnbdbackup.2.data", 1000);

        assertThat(Verification.of(Chain.until(set, "vda", "virtnbdbackup.1"), 2, bytes -> {})
                        .isBroken())
                .isFalse();
        assertThat(Verification.of(Chain.latest(set, "vda"), 2, bytes -> {}).isBroken())
                .isTrue();
    }

    private void flip(String name, int at) throws IOException {
        Path file = directory.resolve(name);
        var modified = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, modified);
    }
}
