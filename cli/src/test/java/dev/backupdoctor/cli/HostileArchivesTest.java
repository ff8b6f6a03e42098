package dev.backupdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is compressed or packed: one test for each way in which that can be foul. */
class HostileArchivesTest extends HostileInputs {

    @Test
    void gzOfSeveralMembers() throws IOException {
        var both = new ByteArrayOutputStream();
        both.writeBytes(packed("gz", bytes(BEGIN)));
        both.writeBytes(packed("gz", bytes(FULL.substring(BEGIN.length()))));
        write("acme.log.gz", both.toByteArray());

        analyse().findsTheFullDisk();
    }

    @ParameterizedTest
    @CsvSource({"gz, gz", "zstd, zst", "xz, xz", "bzip2, bz2", "lzma, lzma"})
    void compressedAndTruncated(String compression, String ending) throws IOException {
        write("acme.log." + ending, half(packed(compression, manyLines())));

        analyse().isIncomplete("acme.log." + ending, "input ends in the middle (truncated after ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "zstd", "xz", "bzip2", "lzma"})
    void compressedButCalledALog(String compression) throws IOException {
        write("acme.log", packed(compression, bytes(FULL)));

        analyse().findsTheFullDisk();
    }

    @Test
    void plainButCalledCompressed() throws IOException {
        write("acme.log.gz", bytes(FULL));

        analyse().findsTheFullDisk();
    }

    @Test
    void zstWithAHugeWindow() throws IOException {
        // Magic, a frame header without anything, and a window of 2^(10+20) bytes.
        write("acme.log.zst", new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (20 << 3), 1, 0, 0});

        analyse().isIncomplete("acme.log.zst", "needs more than 128 MiB of memory to decompress");
    }

    @Test
    void xzWithAHugeDictionary() throws IOException {
        // 1.5 GiB is the greatest dictionary of LZMA2; one byte of the block header says so.
        byte[] whole = packed("xz", bytes(FULL));
        whole[16] = 37;
        var crc = new CRC32();
        crc.update(whole, 12, 8);
        for (int i = 0; i < 4; i++) {
            whole[20 + i] = (byte) (crc.getValue() >> (8 * i));
        }
        write("acme.log.xz", whole);

        analyse().isIncomplete("acme.log.xz", "needs 1.5 GiB of memory to decompress, allowed are 128 MiB");
    }

    @Test
    void archivesWithinArchivesToTheThird() throws IOException {
        write("a.tar", tar("b.tar", tar("c.tar", tar("acme.log", bytes(FULL)))));

        analyse().findsTheFullDisk();
    }

    @Test
    void archivesWithinArchivesBeyondTheThird() throws IOException {
        write("a.tar", tar("b.tar", tar("c.tar", tar("d.tar", tar("acme.log", bytes(FULL))))));

        analyse().isIncomplete("a.tar!/b.tar!/c.tar!/d.tar", "is an archive within 3 others: not read");
    }

    @Test
    void membersWithPathsThatLeadOut() throws IOException {
        write("a.tar", tar("../../acme.log", bytes(FULL)));

        Outcome outcome = analyse();

        outcome.findsTheFullDisk();
        assertThat(outcome.report().at("/findings/0/evidence/0/file").asText()).isEqualTo("a.tar!/../../acme.log");
        assertThat(Files.exists(directory.resolve("../../acme.log"))).isFalse();
    }

    @Test
    void membersThatAreLinksAndDevices() throws IOException {
        write(
                "a.tar",
                tar(
                        new TarArchiveEntry("acme.log", TarConstants.LF_SYMLINK),
                        new TarArchiveEntry("acme-1.log", TarConstants.LF_LINK),
                        new TarArchiveEntry("acme-2.log", TarConstants.LF_CHR),
                        new TarArchiveEntry("acme-3.log", TarConstants.LF_BLK),
                        new TarArchiveEntry("acme-4.log", TarConstants.LF_FIFO)));

        analyse().isClean();
    }

    @Test
    void moreMembersThanAnybodyPacks() throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(directory.resolve("a.zip")))) {
            for (int i = 0; i <= 100_000; i++) {
                zip.putNextEntry(new ZipEntry(i + "/x"));
            }
        }

        analyse().isIncomplete("a.zip", "has more than 100000 members: the rest is not read");
    }

    @Test
    void aDecompressionBomb() throws IOException {
        write("acme.log.gz", packed("gz", new byte[100 << 20]));

        analyse().isIncomplete("acme.log.gz", "decompresses to more than 200 times its size, as a bomb does");
    }

    @Test
    void standardInputThatIsAnArchive() throws Exception {
        Path tar = write("in", packed("gz", tar("acme.log", bytes(FULL))));

        outcome(Child.run(directory, Child.HEAP, Map.of(), tar, "analyze", "--format=json", "--zone=UTC", "-"))
                .findsTheFullDisk();
    }
}
