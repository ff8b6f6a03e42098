package dev.backupdoctor.nbd.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.backupdoctor.nbd.stream.TestStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainTest {

    @TempDir
    private Path directory;

    private TestSet set;

    @BeforeEach
    void begin() {
        set = new TestSet(directory);
    }

    @Test
    void goesByCheckpointsAndNotByTheTimeOfFiles() throws IOException {
        BackupSet read = set.add("vda.inc.virtnbdbackup.2.data", TestSet.inc("vda", 2, "..C"))
                .add("vda.inc.virtnbdbackup.1.data", TestSet.inc("vda", 1, ".BB"))
                .add("vda.full.data", TestSet.full("vda", "AAA"))
                .read();

        assertThat(TestSet.blocks(Chain.latest(read, "vda"))).isEqualTo("ABC");
    }

    @Test
    void countsPastNine() throws IOException {
        set.add("vda.full.data", TestSet.full("vda", "A"));
        for (int i = 1; i <= 11; i++) {
            set.add("vda.inc.virtnbdbackup." + i + ".data", TestSet.inc("vda", i, "" + (char) ('A' + i)));
        }

        assertThat(TestSet.blocks(Chain.latest(set.read(), "vda"))).isEqualTo("L");
        assertThat(Chain.points(set.read(), "vda")).hasSize(12).endsWith("virtnbdbackup.10", "virtnbdbackup.11");
    }

    @Test
    void endsAtAPointOfTheCallersChoice() throws IOException {
        BackupSet read = set.addChain("vda").read();

        assertThat(TestSet.blocks(Chain.until(read, "vda", "virtnbdbackup.0"))).isEqualTo("AAAA");
        assertThat(TestSet.blocks(Chain.until(read, "vda", "virtnbdbackup.1"))).isEqualTo("ABBA..B");
        assertThat(TestSet.blocks(Chain.until(read, "vda", "virtnbdbackup.2"))).isEqualTo("ABC...B");
        assertThat(TestSet.blocks(Chain.until(read, "vda", "vda.inc.virtnbdbackup.1.data")))
                .isEqualTo("ABBA..B");
    }

    @Test
    void namesThePointsThereAreWhenAskedForAnother() throws IOException {
        BackupSet read = set.addChain("vda").read();

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> Chain.until(read, "vda", "virtnbdbackup.7"))
                .withMessageEndingWith("has no point virtnbdbackup.7; points that can be restored with --until:"
                        + " virtnbdbackup.0, virtnbdbackup.1, virtnbdbackup.2");
        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> Chain.latest(read, "vdz"))
                .withMessageContaining("has no data of disk vdz; it has vda");
    }

    @Test
    void refusesTheLastPointOfABrokenSetButGivesThoseBefore() throws IOException {
        set.addChain("vda").add("vda.inc.virtnbdbackup.4.data", TestSet.inc("vda", 4, "E"));
        BackupSet read = set.read();

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> Chain.latest(read, "vda"))
                .withMessageContaining("vda.inc.virtnbdbackup.4.data starts from checkpoint virtnbdbackup.3")
                .withMessageEndingWith("--until: virtnbdbackup.0, virtnbdbackup.1, virtnbdbackup.2");
        assertThatExceptionOfType(ChainException.class).isThrownBy(() -> Chain.until(read, "vda", "virtnbdbackup.4"));
        assertThat(TestSet.blocks(Chain.until(read, "vda", "virtnbdbackup.2"))).isEqualTo("ABC...B");
    }

    @Test
    void startsAtTheFullUnderTheNameOfAnIncrement() throws IOException {
        var fallback = TestStream.of("vda", "virtnbdbackup.1", Optional.empty(), TestSet.SIZE)
                .zero(0, TestSet.SIZE);
        BackupSet read = set.add("vda.full.data", TestSet.full("vda", "AAAA"))
                .add("vda.inc.virtnbdbackup.1.data", fallback)
                .add("vda.inc.virtnbdbackup.2.data", TestSet.inc("vda", 2, ".C"))
                .read();

        Chain chain = Chain.latest(read, "vda");

        assertThat(chain.files()).hasSize(2);
        assertThat(TestSet.blocks(chain)).isEqualTo(".C");
        assertThat(TestSet.blocks(Chain.until(read, "vda", "virtnbdbackup.0"))).isEqualTo("AAAA");
    }

    @Test
    void endsWithTheLastIncrementOfADomainThatIsOff() throws IOException {
        BackupSet read = set.addChain("vda")
                .add("vda.inc.virtnbdbackup.2.offline.1.data", TestSet.inc("vda", 2, 2, "....D"))
                .add("vda.inc.virtnbdbackup.2.offline.2.data", TestSet.inc("vda", 2, 2, "....EE"))
                .read();

        Chain chain = Chain.latest(read, "vda");

        assertThat(read.problems()).isEmpty();
        assertThat(chain.last().fileName()).isEqualTo("vda.inc.virtnbdbackup.2.offline.2.data");
        assertThat(TestSet.blocks(chain)).isEqualTo("ABC.EEB");
        assertThat(TestSet.blocks(Chain.until(read, "vda", "virtnbdbackup.2"))).isEqualTo("ABC...B");
        assertThat(TestSet.blocks(Chain.until(read, "vda", "vda.inc.virtnbdbackup.2.offline.1.data")))
                .isEqualTo("ABC.D.B");
    }

    @Test
    void goesPastAnIncrementOfADomainThatWasOffOnceItRanAgain() throws IOException {
        BackupSet read = set.addChain("vda")
                .add("vda.inc.virtnbdbackup.2.offline.1.data", TestSet.inc("vda", 2, 2, "....D"))
                .add("vda.inc.virtnbdbackup.3.data", TestSet.inc("vda", 3, "....DF"))
                .read();

        assertThat(TestSet.blocks(Chain.latest(read, "vda"))).isEqualTo("ABC.DFB");
    }

    @Test
    void seesThatTheOriginalWroteAnOfflineIncrementOverAnotherFile() throws IOException {
        set.add("vda.full.data", TestSet.full("vda", "AAAA"))
                .add("vda.inc.virtnbdbackup.1.data", TestSet.inc("vda", 1, "B"))
                .add("vda.inc.virtnbdbackup.2.data", TestSet.inc("vda", 2, 2, "..D"));

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> Chain.latest(set.read(), "vda"))
                .withMessageContaining(
                        "vda.inc.virtnbdbackup.2.data starts from checkpoint virtnbdbackup.2, but no file");
    }

    @Test
    void refusesOfflineIncrementsWhoseOrderIsUnclear() throws IOException {
        set.addChain("vda")
                .add(
                        "vda.inc.virtnbdbackup.2.offline.1.data",
                        TestSet.inc("vda", 2, 2, "D").dated("2026-11-20T09:30:00"))
                .add(
                        "vda.inc.virtnbdbackup.2.offline.2.data",
                        TestSet.inc("vda", 2, 2, "E").dated("2026-11-20T09:00:00"));

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> Chain.latest(set.read(), "vda"))
                .withMessageContaining("are numbered in one order and dated in another");
    }

    @Test
    void endsWithADifferentialBackupUntilAnIncrementFollows() throws IOException {
        set.addChain("vda").add("vda.diff.1795164610.data", TestSet.inc("vda", 3, 2, "....D"));
        assertThat(TestSet.blocks(Chain.latest(set.read(), "vda"))).isEqualTo("ABC.D.B");

        set.add("vda.inc.virtnbdbackup.3.data", TestSet.inc("vda", 3, "....DD"));

        assertThat(set.read().problems()).isEmpty();
        assertThat(TestSet.blocks(Chain.latest(set.read(), "vda"))).isEqualTo("ABC.DDB");
        assertThat(Chain.until(set.read(), "vda", "virtnbdbackup.3").last().fileName())
                .isEqualTo("vda.inc.virtnbdbackup.3.data");
    }

    @Test
    void isACopyWhereThereIsNothingElse() throws IOException {
        BackupSet read = set.add("vda.copy.data", TestSet.full("vda", "AB")).read();

        assertThat(TestSet.blocks(Chain.latest(read, "vda"))).isEqualTo("AB");
    }

    @Test
    void takesTheFilesThatAreNamed() throws IOException {
        BackupSet read = set.addChain("vda").read();

        Chain chain = Chain.of(read, List.of("vda.full.data", "vda.inc.virtnbdbackup.1.data"));

        assertThat(TestSet.blocks(chain)).isEqualTo("ABBA..B");
    }

    @Test
    void refusesNamedFilesThatAreNoChain() throws IOException {
        BackupSet read = set.addChain("vda").read();

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> Chain.of(read, List.of("vda.full.data", "vda.inc.virtnbdbackup.2.data")))
                .withMessageContaining("starts from checkpoint virtnbdbackup.1");
        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> Chain.of(read, List.of("vda.inc.virtnbdbackup.1.data")))
                .withMessageContaining("has no full of its disk");
        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> Chain.of(read, List.of("vda.gone.data")))
                .withMessageContaining("has no whole data file vda.gone.data");
        assertThatExceptionOfType(ChainException.class).isThrownBy(() -> Chain.of(read, List.of()));
    }

    @Test
    void givesThePointBeforeABackupThatBrokeOff() throws IOException {
        BackupSet read = set.addChain("vda")
                .add("vda.inc.virtnbdbackup.3.data.partial", "meta")
                .read();

        assertThat(TestSet.blocks(Chain.latest(read, "vda"))).isEqualTo("ABC...B");
    }

    @Test
    void refusesTheLastPointWhenItsFileWasLost() throws IOException {
        set.addChain("vda");
        Files.delete(directory.resolve("vda.inc.virtnbdbackup.2.data"));

        assertThatExceptionOfType(ChainException.class).isThrownBy(() -> Chain.latest(set.read(), "vda"));
    }
}
