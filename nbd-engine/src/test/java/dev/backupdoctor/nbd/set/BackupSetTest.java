package dev.backupdoctor.nbd.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.backupdoctor.nbd.set.SetProblem.Severity;
import dev.backupdoctor.nbd.stream.TestStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupSetTest {
    private static final String CHECKPOINT = """
            <domaincheckpoint>
              <name>virtnbdbackup.2</name>
              <disks>
                <disk name='vda' checkpoint='bitmap' bitmap='virtnbdbackup.2' size='65536'/>
                <disk name='vdb' checkpoint='%s' bitmap='virtnbdbackup.2'/>
              </disks>
            </domaincheckpoint>
            """;

    @TempDir
    private Path directory;

    private TestSet set;

    @BeforeEach
    void begin() {
        set = new TestSet(directory);
    }

    @Test
    void findsNothingWrongWithAHealthySet() throws IOException {
        BackupSet read = set.addChain("vda")
                .addLz4Chain("vdb")
                .add("one.cpt", "[\"virtnbdbackup.0\", \"virtnbdbackup.1\", \"virtnbdbackup.2\"]")
                .add("vda.virtnbdbackup.2.qcow.json", "{\"virtual-size\": " + TestSet.SIZE + "}")
                .add("checkpoints/virtnbdbackup.2.xml", CHECKPOINT.formatted("bitmap"))
                .add("vmconfig.virtnbdbackup.2.xml", "<domain/>")
                .read();

        // Files of the second disk are written after those of the first, as with one worker.
        assertThat(read.problems()).isEmpty();
        assertThat(read.disks()).containsExactly("vda", "vdb");
        assertThat(read.domain()).contains("one");
        assertThat(read.files()).hasSize(6);
    }

    @Test
    void seesAGap() throws IOException {
        set.addChain("vda");
        Files.delete(directory.resolve("vda.inc.virtnbdbackup.1.data"));
        Files.delete(directory.resolve("vda.inc.virtnbdbackup.1.data.chksum"));

        assertThat(problems())
                .isEqualTo("ERROR vda.inc.virtnbdbackup.2.data: starts from checkpoint virtnbdbackup.1,"
                        + " but no file of its disk leads there\n");
    }

    @Test
    void seesThatAFileWasThere() throws IOException {
        set.addChain("vda");
        Files.delete(directory.resolve("vda.inc.virtnbdbackup.2.data"));

        assertThat(problems())
                .isEqualTo("ERROR vda.inc.virtnbdbackup.2.data: is missing, but was there: its checksum still is\n");
    }

    @Test
    void seesThatTheFullIsMissingWhateverTheDirectoryIsCalled() throws IOException {
        Path full = Files.createDirectory(directory.resolve("full"));

        BackupSet read = new TestSet(full)
                .add("vda.inc.virtnbdbackup.1.data", TestSet.inc("vda", 1, "B"))
                .read();

        assertThat(TestSet.shown(read.problems()))
                .isEqualTo(
                        "ERROR vda.inc.virtnbdbackup.1.data: is an increment, but the set has no full of its disk\n");
    }

    @Test
    void takesNoCopyForAFull() throws IOException {
        set.add("vda.copy.data", TestSet.full("vda", "A"))
                .add("vda.inc.virtnbdbackup.1.data", TestSet.inc("vda", 1, "B"));

        assertThat(problems()).contains("the set has no full of its disk");
    }

    @Test
    void seesFilesThatWereSwapped() throws IOException {
        set.add("vda.full.data", TestSet.full("vda", "AAAA"))
                .add("vda.inc.virtnbdbackup.1.data", TestSet.inc("vda", 2, "..C"))
                .add("vda.inc.virtnbdbackup.2.data", TestSet.inc("vda", 1, ".B"));

        assertThat(problems())
                .contains("ERROR vda.inc.virtnbdbackup.1.data: says of itself that it is"
                        + " what changed from checkpoint virtnbdbackup.1 to virtnbdbackup.2")
                .contains("ERROR vda.inc.virtnbdbackup.2.data: says of itself");
    }

    @Test
    void seesAnIncrementUnderTheNameOfAFull() throws IOException {
        set.add("vda.full.data", TestSet.inc("vda", 1, "A"));

        assertThat(problems()).contains("ERROR vda.full.data: says of itself that it is what changed");
    }

    @Test
    void seesAFileOfAnotherDisk() throws IOException {
        set.add("vda.full.data", TestSet.full("vdb", "A"));

        assertThat(problems()).isEqualTo("ERROR vda.full.data: says of itself that it is of disk vdb\n");
    }

    @Test
    void callsAFullAFullUnderTheNameOfAnIncrement() throws IOException {
        set.add("vda.full.data", TestSet.full("vda", "A"))
                .add(
                        "vda.inc.virtnbdbackup.1.data",
                        TestStream.of("vda", "virtnbdbackup.1", java.util.Optional.empty(), TestSet.SIZE)
                                .zero(0, TestSet.SIZE));

        assertThat(problems())
                .isEqualTo("WARNING vda.inc.virtnbdbackup.1.data:"
                        + " is a full under the name of an increment: the bitmap had been lost\n");
    }

    @Test
    void seesTwoFilesThatStartFromOneCheckpoint() throws IOException {
        set.addChain("vda").add("vda.inc.virtnbdbackup.3.data", TestSet.inc("vda", 3, 1, "D"));

        assertThat(problems())
                .contains("ERROR vda.inc.virtnbdbackup.3.data: and vda.inc.virtnbdbackup.2.data"
                        + " both claim checkpoint virtnbdbackup.1");
    }

    @Test
    void seesCheckpointsThatGoInACircle() throws IOException {
        set.add("vda.full.data", TestSet.full("vda", "A"))
                .add("vda.inc.virtnbdbackup.1.data", TestSet.inc("vda", 1, 2, "B"))
                .add("vda.inc.virtnbdbackup.2.data", TestSet.inc("vda", 2, 1, "C"));

        assertThat(problems()).contains("ERROR vda.inc.virtnbdbackup.1.data").contains("vda.inc.virtnbdbackup.2.data");
    }

    @Test
    void warnsOfFileTimesThatTheOriginalWouldGoBy() throws IOException {
        set.addChain("vda");
        Files.setLastModifiedTime(
                directory.resolve("vda.full.data"), FileTime.from(Instant.parse("2026-12-01T00:00:00Z")));

        assertThat(problems())
                .isEqualTo("WARNING vda.inc.virtnbdbackup.1.data: is older than vda.full.data, which it builds on:"
                        + " virtnbdrestore would apply it too early\n");
    }

    @Test
    void warnsOfDatesThatGoBackButNotOfTheEndOfSummerTime() throws IOException {
        set.add("vda.full.data", TestSet.full("vda", "A").dated("2026-10-25T02:59:00"))
                .add("vda.inc.virtnbdbackup.1.data", TestSet.inc("vda", 1, "B").dated("2026-10-25T02:01:00"))
                .add("vda.inc.virtnbdbackup.2.data", TestSet.inc("vda", 2, "C").dated("2026-10-24T12:00:00"));

        assertThat(problems())
                .isEqualTo("WARNING vda.inc.virtnbdbackup.2.data: is dated 2026-10-24T12:00:00,"
                        + " before the file it builds on: 2026-10-25T02:01:00\n");
    }

    @Test
    void warnsOfADiskThatWasGrown() throws IOException {
        set.add("vda.full.data", TestSet.full("vda", "A"))
                .add(
                        "vda.inc.virtnbdbackup.1.data",
                        TestStream.inc("vda", "virtnbdbackup.1", "virtnbdbackup.0", 2 * TestSet.SIZE));

        assertThat(problems())
                .isEqualTo("WARNING vda.inc.virtnbdbackup.1.data: is of a disk of 2097152 bytes,"
                        + " the file before of one of 1048576\n");
    }

    @Test
    void holdsTheSizeAgainstThatOfTheImage() throws IOException {
        set.add("vda.full.data", TestSet.full("vda", "A"))
                .add("vda.virtnbdbackup.0.qcow.json", "{\"virtual-size\": 4096}");

        assertThat(problems())
                .isEqualTo("ERROR vda.full.data: is of a disk of 1048576 bytes, but the image had 4096\n");
    }

    @Test
    void warnsOfWhatABrokenBackupLeft() throws IOException {
        set.addChain("vda")
                .add("one.cpt", "[\"virtnbdbackup.0\", \"virtnbdbackup.1\", \"virtnbdbackup.2\", \"virtnbdbackup.3\"]")
                .add("vda.inc.virtnbdbackup.3.data.partial", "meta ");

        assertThat(problems()).isEqualTo("""
                        WARNING vda.inc.virtnbdbackup.3.data.partial: was left by a backup that broke off
                        WARNING one.cpt: lists checkpoint virtnbdbackup.3, but no data file leads there: \
                        that backup broke off
                        """);
    }

    @Test
    void seesThatACheckpointWasSavedForOneDiskOnly() throws IOException {
        set.addChain("vda")
                .add("vdb.full.data", TestSet.full("vdb", "A"))
                .add("vdb.inc.virtnbdbackup.1.data", TestSet.inc("vdb", 1, "B"))
                .add("checkpoints/virtnbdbackup.2.xml", CHECKPOINT.formatted("bitmap"));

        assertThat(problems())
                .isEqualTo("ERROR vdb.inc.virtnbdbackup.2.data:"
                        + " disk vdb has no data up to checkpoint virtnbdbackup.2, other disks have\n");
    }

    @Test
    void warnsOfADiskThatWasLeftOut() throws IOException {
        set.addChain("vda")
                .add("vdb.full.data", TestSet.full("vdb", "A"))
                .add("checkpoints/virtnbdbackup.2.xml", CHECKPOINT.formatted("no"));

        assertThat(problems())
                .isEqualTo("WARNING vdb.inc.virtnbdbackup.2.data:"
                        + " disk vdb was not backed up at checkpoint virtnbdbackup.2, other disks were\n");
    }

    @Test
    void warnsOfAListThatCannotBeRead() throws IOException {
        BackupSet read = set.addChain("vda")
                .add("one.cpt", "[\"virtnbdbackup.0\", \"virt")
                .read();

        assertThat(read.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.severity()).isEqualTo(Severity.WARNING))
                .isInstanceOf(SetProblem.ListUnreadable.class);
    }

    @Test
    void seesAHeadThatWasDamaged() throws IOException {
        byte[] file = TestSet.full("vda", "AAAA").bytes();
        file[0] = 'n';
        set.withoutSums().add("vda.full.data", file);

        assertThat(problems()).isEqualTo("ERROR vda.full.data at byte 0: no frame begins where one has to\n");
    }

    @Test
    void readsARawImageAsWhatItIs() throws IOException {
        BackupSet read = set.withoutSums()
                .add("vdb.copy.data", new byte[4096])
                .add("vdb.copy.qcow.json", "{\"virtual-size\": 4096}")
                .read();

        assertThat(read.problems()).isEmpty();
        assertThat(read.files().get(0).raw()).isTrue();
        assertThat(read.files().get(0).meta().virtualSize()).isEqualTo(4096);
    }

    @Test
    void takesADamagedStreamForNoRawImageEvenWhenItsSizeFits() throws IOException {
        byte[] file = new byte[4096];
        set.withoutSums().add("vda.full.data", file).add("vda.virtnbdbackup.0.qcow.json", "{\"virtual-size\": 8192}");

        assertThat(problems()).startsWith("ERROR vda.full.data at byte 0");
    }

    @Test
    void warnsOfAChecksumThatIsNone() throws IOException {
        set.withoutSums().addChain("vda").add("vda.full.data.chksum", "None");

        assertThat(problems()).isEqualTo("WARNING vda.full.data.chksum: holds no checksum\n");
    }

    @Test
    void saysThatADirectoryIsNotThere() {
        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> BackupSet.read(directory.resolve("gone")))
                .withMessageContaining("name a directory that holds one");
    }

    private String problems() throws IOException {
        return TestSet.shown(set.read().problems());
    }
}
