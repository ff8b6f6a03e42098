package dev.backupdoctor.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {

    private static final Map<String, byte[]> LOGS = Packed.members("var/log/x.log", "x\n", "y.log", "y\n");

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"gz", "xz", "zstd", "bzip2"})
    void readsMembersOfACompressedTar(String compression) throws IOException {
        Path bundle = write("bundle", Packed.packed(compression, Packed.tar(LOGS)));

        Seen seen = Seen.walk(bundle);

        assertThat(seen.texts(dir)).containsExactly("bundle!/var/log/x.log=x\n", "bundle!/y.log=y\n");
        assertThat(seen.all.get(0).source().fileName()).isEqualTo("x.log");
        assertThat(seen.all.get(0).source().modified()).isEmpty();
        assertThat(seen.problems).isEmpty();
    }

    @Test
    void readsMembersOfAZipByItsDirectoryAndFromAStream() throws IOException {
        byte[] zip = Packed.zip(LOGS);

        Seen file = Seen.walk(write("x.jar", zip));
        Seen stream = Seen.stdin(new ByteArrayInputStream(zip));

        assertThat(file.texts(dir)).containsExactly("x.jar!/var/log/x.log=x\n", "x.jar!/y.log=y\n");
        assertThat(stream.texts(dir)).containsExactly("-!/var/log/x.log=x\n", "-!/y.log=y\n");
        assertThat(file.problems).isEmpty();
        assertThat(stream.problems).isEmpty();
    }

    @Test
    void readsAnEmptyZip() throws IOException {
        byte[] zip = Packed.zip(Map.of());

        assertThat(Seen.walk(write("x.zip", zip)).problems).isEmpty();
        assertThat(Seen.stdin(new ByteArrayInputStream(zip)).problems).isEmpty();
    }

    @Test
    void showsNamesAsTheyAreAndTakesThemForNothingElse() throws IOException {
        String outside = dir.getFileName() + "-outside";
        Map<String, byte[]> members = Packed.members("../" + outside, "1", "/etc/y", "2", "./z", "3", "a\nb", "4");

        Seen zip = Seen.walk(write("x.zip", Packed.zip(members)));
        Seen tar = Seen.walk(write("x.tar", tarKeepingSlashes(members)));

        assertThat(zip.texts(dir))
                .containsExactly("x.zip!/../" + outside + "=1", "x.zip!//etc/y=2", "x.zip!/./z=3", "x.zip!/a\\x0ab=4");
        assertThat(tar.texts(dir))
                .containsExactly("x.tar!/../" + outside + "=1", "x.tar!//etc/y=2", "x.tar!/./z=3", "x.tar!/a\\x0ab=4");
        assertThat(dir.resolveSibling(outside)).doesNotExist();
    }

    @Test
    void showsMemberNamesThatAreNoUtf8Escaped() throws IOException {
        byte[] header = tarKeepingSlashes(Packed.members("aXb", "raw", "cXd", "utf8"));
        byte[] stray = Packed.replace(Packed.replace(header, "aXb", "a\u00c3b"), "cXd", "\u00c3\u00a9d");
        byte[] extended = Packed.tar(out -> {
            out.setAddPaxHeadersForNonAsciiNames(true);
            Packed.member(out, "ü", Packed.bytes("pax"));
        });

        assertThat(Seen.walk(write("raw.tar", stray)).texts(dir))
                .containsExactly("raw.tar!/a\\xc3b=raw", "raw.tar!/éd=utf8");
        assertThat(Seen.walk(write("pax.tar", extended)).texts(dir)).containsExactly("pax.tar!/ü=pax");
    }

    @Test
    void passesOverLinksDevicesAndDirectories() throws IOException {
        byte[] tar = Packed.tar(out -> {
            for (byte type : new byte[] {
                TarConstants.LF_LINK,
                TarConstants.LF_SYMLINK,
                TarConstants.LF_CHR,
                TarConstants.LF_BLK,
                TarConstants.LF_FIFO,
                TarConstants.LF_DIR
            }) {
                var entry = new TarArchiveEntry("special" + type, type);
                entry.setLinkName("/etc/passwd");
                out.putArchiveEntry(entry);
                out.closeArchiveEntry();
            }
            Packed.member(out, "plain", Packed.bytes("x"));
        });

        Seen seen = Seen.walk(write("x.tar", tar));

        assertThat(seen.texts(dir)).containsExactly("x.tar!/plain=x");
        assertThat(seen.problems).isEmpty();
    }

    @Test
    void passesOverLinksOfAZip() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipArchiveOutputStream(bytes)) {
            var link = new ZipArchiveEntry("link");
            link.setUnixMode(0120777);
            out.putArchiveEntry(link);
            out.write(Packed.bytes("/etc/passwd"));
            out.closeArchiveEntry();
            out.putArchiveEntry(new ZipArchiveEntry("dir/"));
            out.closeArchiveEntry();
        }

        Seen seen = Seen.walk(write("x.zip", bytes.toByteArray()));

        assertThat(seen.all).isEmpty();
        assertThat(seen.problems).isEmpty();
    }

    @Test
    void saysThatAMemberIsEncryptedOrStoredWithoutItsSize() throws IOException {
        byte[] encrypted = Packed.zip(Packed.members("secret", "x", "open", "y"));
        // General purpose bit 0, in the local header and in the directory.
        encrypted[6] |= 1;
        encrypted[Packed.indexOf(encrypted, "PK\1\2") + 8] |= 1;
        byte[] method = Packed.zip(Packed.members("odd", "x"));
        method[8] = 97;
        method[Packed.indexOf(method, "PK\1\2") + 10] = 97;

        assertThat(Seen.walk(write("e.zip", encrypted)).problems(dir))
                .containsExactly("!e.zip!/secret: is encrypted: not read");
        assertThat(Seen.walk(write("e.zip", encrypted)).texts(dir)).containsExactly("e.zip!/open=y");
        assertThat(Seen.walk(write("m.zip", method)).problems(dir))
                .containsExactly("!m.zip!/odd: is stored by method 97: not read");
    }

    @Test
    void readsAStoredMemberAndCountsItsBytes() throws IOException {
        var bytes = new ByteArrayOutputStream();
        byte[] content = Packed.bytes("stored");
        try (var out = new ZipArchiveOutputStream(bytes)) {
            var crc = new CRC32();
            crc.update(content);
            var entry = new ZipArchiveEntry("s");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(crc.getValue());
            out.putArchiveEntry(entry);
            out.write(content);
            out.closeArchiveEntry();
        }

        Path file = write("s.zip", bytes.toByteArray());
        var five = new Limits(200, 1 << 20, 5, 10, 3, 128 << 20);

        assertThat(Seen.walk(file).texts(dir)).containsExactly("s.zip!/s=stored");
        assertThat(Seen.walk(five, file).problems(dir))
                .containsExactly("!s.zip!/s: decompresses to more than 5 B (cut after 6 bytes)");
    }

    @Test
    void knowsTheTimeOfAMember() throws IOException {
        byte[] tar = Packed.tar(out -> {
            var entry = new TarArchiveEntry("x");
            entry.setModTime(FileTime.from(Instant.parse("2026-11-20T12:00:00Z")));
            out.putArchiveEntry(entry);
            out.closeArchiveEntry();
        });

        Seen seen = Seen.walk(write("x.tar", tar));

        assertThat(seen.all.get(0).source().modified()).contains(Instant.parse("2026-11-20T12:00:00Z"));
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(dir.resolve(name), content);
    }

    private static byte[] tarKeepingSlashes(Map<String, byte[]> members) {
        return Packed.tar(
                (TarArchiveOutputStream out) -> members.forEach((name, content) -> Packed.member(out, name, content)));
    }
}
