package dev.backupdoctor.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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
    void readsArchivesWithinArchivesToTheThird() throws IOException {
        byte[] third = Packed.gz(Packed.tar("log", Packed.gz(Packed.bytes("deep"))));
        byte[] second = Packed.zip(new LinkedHashMap<>(Map.of("third.tgz", third)));
        byte[] first = Packed.gz(Packed.tar("second.zip", second));
        byte[] fourth = Packed.tar("first.tgz", first);

        Seen allowed = Seen.walk(write("first.tgz", first));
        Seen refused = Seen.walk(write("fourth.tar", fourth));

        assertThat(allowed.texts(dir)).containsExactly("first.tgz!/second.zip!/third.tgz!/log=deep");
        assertThat(allowed.problems).isEmpty();
        assertThat(refused.all).isEmpty();
        assertThat(refused.problems(dir))
                .containsExactly(
                        "!fourth.tar!/first.tgz!/second.zip!/third.tgz: is an archive within 3 others: not read");
    }

    @Test
    void showsNamesAsTheyAreAndTakesThemForNothingElse() throws IOException {
        Map<String, byte[]> members = Packed.members("../x", "1", "/etc/y", "2", "./z", "3", "a\nb", "4");

        Seen zip = Seen.walk(write("x.zip", Packed.zip(members)));
        Seen tar = Seen.walk(write("x.tar", tarKeepingSlashes(members)));

        assertThat(zip.texts(dir))
                .containsExactly("x.zip!/../x=1", "x.zip!//etc/y=2", "x.zip!/./z=3", "x.zip!/a\\x0ab=4");
        assertThat(tar.texts(dir))
                .containsExactly("x.tar!/../x=1", "x.tar!//etc/y=2", "x.tar!/./z=3", "x.tar!/a\\x0ab=4");
        assertThat(dir.resolveSibling("x")).doesNotExist();
    }

    @Test
    void showsMemberNamesThatAreNoUtf8Escaped() throws IOException {
        byte[] header = tarKeepingSlashes(Packed.members("aXb", "raw", "cXd", "utf8"));
        byte[] stray = replace(replace(header, "aXb", "a\u00c3b"), "cXd", "\u00c3\u00a9d");
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
        encrypted[indexOf(encrypted, "PK\1\2") + 8] |= 1;
        byte[] method = Packed.zip(Packed.members("odd", "x"));
        method[8] = 97;
        method[indexOf(method, "PK\1\2") + 10] = 97;

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

    @Test
    void givesWhatCameBeforeATarEndsInTheMiddle() throws IOException {
        byte[] tar = Packed.tar(Packed.members("a", "a".repeat(1000), "b", "b".repeat(1000)));

        Seen inMember = Seen.walk(write("m.tar", Packed.cut(tar, 2560)));
        Seen betweenMembers = Seen.walk(write("n.tar", Packed.cut(tar, 1536)));
        byte[] gz = Packed.gz(tar);
        Seen compressed = Seen.walk(write("x.tgz", Packed.cut(gz, gz.length - 30)));

        assertThat(inMember.names(dir)).containsExactly("m.tar!/a", "m.tar!/b");
        assertThat(inMember.all.get(1).text()).isEqualTo("b".repeat(512));
        assertThat(inMember.problems(dir))
                .containsExactly(
                        "!m.tar!/b: input ends in the middle (truncated after 512 bytes)",
                        "!m.tar: input ends in the middle (truncated after 2560 bytes)");
        assertThat(betweenMembers.names(dir)).containsExactly("n.tar!/a");
        assertThat(betweenMembers.problems(dir))
                .containsExactly("!n.tar: input ends in the middle (truncated after 1536 bytes)");
        assertThat(compressed.problems).isNotEmpty().allMatch(p -> p.reason().startsWith("input ends in the middle"));
    }

    @Test
    void givesWhatCameBeforeAZipEndsInTheMiddle() throws IOException {
        byte[] zip = Packed.zip(Packed.members("a", "aaa", "b", "bbb"));
        int directory = indexOf(zip, "PK\1\2");

        Seen inMember = Seen.walk(write("m.zip", Packed.cut(zip, directory - 20)));
        Seen noDirectory = Seen.walk(write("d.zip", Packed.cut(zip, directory)));

        assertThat(inMember.texts(dir)).startsWith("m.zip!/a=aaa");
        assertThat(inMember.problems).isNotEmpty().allMatch(Problem::incomplete);
        assertThat(noDirectory.texts(dir)).containsExactly("d.zip!/a=aaa", "d.zip!/b=bbb");
        assertThat(noDirectory.problems(dir))
                .containsExactly("!d.zip: input ends in the middle (truncated after " + directory + " bytes)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tar", "tgz", "zip"})
    void neverThrowsWhereverAnArchiveEnds(String kind) throws IOException {
        byte[] whole = kind.equals("zip") ? Packed.zip(LOGS) : Packed.tar(LOGS);
        byte[] packed = kind.equals("tgz") ? Packed.gz(whole) : whole;
        for (int length = 512; length < packed.length; length += kind.equals("tar") ? 97 : 1) {
            Path file = write("x", Packed.cut(packed, length));

            assertThat(Seen.walk(file).all).as("cut at %d", length).hasSizeLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverThrowsWhateverBytesAreDamaged(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        byte[] tar = Packed.tar(LOGS);
        byte[] zip = Packed.zip(LOGS);
        List<byte[]> whole = new ArrayList<>(List.of(tar, zip, Packed.tar("x.zip", zip)));
        for (String compression : List.of("gz", "xz", "lzma", "zstd", "bzip2")) {
            whole.add(Packed.packed(compression, tar));
        }
        for (int i = 0; i < 400; i++) {
            byte[] damaged = whole.get(i % whole.size()).clone();
            int last = i % 2 == 0 ? damaged.length : Math.min(damaged.length, 600);
            for (int k = random.nextInt(4); k >= 0; k--) {
                damaged[random.nextInt(4, last)] = (byte) random.nextInt(256);
            }

            Seen file = Seen.walk(write("x", damaged));
            Seen stream = Seen.stdin(new ByteArrayInputStream(damaged));

            assertThat(file.names(dir)).as("seed %d, turn %d", seed, i).allMatch(n -> n.startsWith("x"));
            assertThat(stream.names(dir)).as("seed %d, turn %d", seed, i).allMatch(n -> n.startsWith("-"));
        }
    }

    @Test
    void saysThatAnArchiveIsDamagedAndGoesOn() throws IOException {
        byte[] tar = Packed.tar(LOGS);
        tar[1024] = 'Y';
        byte[] zip = Packed.zip(LOGS);
        zip[indexOf(zip, "PK\1\2") + 1] = 'X';
        write("a.tar", tar);
        write("b.zip", zip);
        write("c.log", Packed.bytes("c"));

        Seen seen = Seen.walk(dir);

        assertThat(seen.texts(dir)).contains("a.tar!/var/log/x.log=x\n", "b.zip!/var/log/x.log=x\n", "c.log=c");
        assertThat(seen.problems).extracting(Problem::file).contains(dir + "/a.tar", dir + "/b.zip");
        assertThat(seen.problems).allMatch(Problem::incomplete);
    }

    @Test
    void stopsAtTheLimitOfMembersAndGoesOnWithTheNextInput() throws IOException {
        var limits = new Limits(200, 1 << 20, 1 << 20, 2, 3, 128 << 20);
        Map<String, byte[]> members = Packed.members("1", "", "2", "", "3", "");
        Path tar = write("x.tar", Packed.tar(members));
        Path zip = write("x.zip", Packed.zip(members));

        Seen seen = Seen.walk(limits, tar, zip);

        assertThat(seen.names(dir)).containsExactly("x.tar!/1", "x.tar!/2", "x.zip!/1", "x.zip!/2");
        assertThat(seen.problems(dir))
                .containsExactly(
                        "!x.tar: has more than 2 members: the rest is not read",
                        "!x.zip: has more than 2 members: the rest is not read");
    }

    @Test
    void cutsABombInAZipAndReadsTheOtherMembers() throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("bomb", new byte[100 << 20]);
        members.put("log", Packed.bytes("x"));
        Path file = write("x.zip", Packed.zip(members));
        List<String> names = new ArrayList<>();

        List<Problem> problems =
                Sources.walk(List.of(file.toString()), InputStream.nullInputStream(), Limits.DEFAULT, (source, in) -> {
                    names.add(source.fileName());
                    in.transferTo(OutputStream.nullOutputStream());
                });

        assertThat(names).containsExactly("bomb", "log");
        assertThat(problems).singleElement().satisfies(p -> {
            assertThat(p.file()).isEqualTo(file + "!/bomb");
            assertThat(p.reason()).startsWith("decompresses to more than 200 times its size, as a bomb does");
        });
    }

    @Test
    void cutsABombMadeOfOneSparseMember() throws IOException {
        // A header that says: 8 GiB long, of which nothing is there.
        byte[] tar = Packed.tar("sparse", new byte[0]);
        tar[156] = 'S';
        octal(tar, 386, 8L << 30, 12);
        octal(tar, 398, 0, 12);
        octal(tar, 483, 8L << 30, 12);
        System.arraycopy(Packed.bytes("ustar  \0"), 0, tar, 257, 8);
        tar[482] = 0;
        checksum(tar);
        Path file = write("s.tar", tar);

        List<Problem> problems = Sources.walk(
                List.of(file.toString()),
                InputStream.nullInputStream(),
                Limits.DEFAULT,
                (s, in) -> in.transferTo(OutputStream.nullOutputStream()));

        assertThat(problems.get(0).reason()).startsWith("decompresses to more than 200 times its size");
    }

    @Test
    void refusesHeadersWithoutEnd() throws IOException {
        byte[] tar = Packed.tar("x", new byte[0]);
        tar[156] = 'x';
        checksum(tar);
        var chain = new ByteArrayOutputStream();
        for (int i = 0; i < 10_000; i++) {
            chain.write(tar, 0, 512);
        }

        Seen seen = Seen.walk(write("x.tar", chain.toByteArray()));

        assertThat(seen.all).isEmpty();
        assertThat(seen.problems.get(0).reason()).contains("more than 64 extended headers for one member");
    }

    @Test
    void refusesANameOfAnySize() throws IOException {
        byte[] tar = Packed.tar(out -> {
            var entry = new TarArchiveEntry("x", TarConstants.LF_GNUTYPE_LONGNAME);
            entry.setSize(8 << 20);
            out.putArchiveEntry(entry);
            out.write(new byte[8 << 20]);
            out.closeArchiveEntry();
        });

        Seen seen = Seen.walk(write("x.tar", tar));

        assertThat(seen.problems.get(0).reason()).contains("headers of more than 4194304 bytes for one member");
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(dir.resolve(name), content);
    }

    private static byte[] tarKeepingSlashes(Map<String, byte[]> members) {
        return Packed.tar(
                (TarArchiveOutputStream out) -> members.forEach((name, content) -> Packed.member(out, name, content)));
    }

    /** Puts other bytes of the same length, or of one more, into a name field, and sets the checksums right. */
    private static byte[] replace(byte[] tar, String name, String bytes) {
        byte[] changed = tar.clone();
        int at = indexOf(changed, name);
        byte[] put = bytes.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(put, 0, changed, at, put.length);
        byte[] header = Arrays.copyOfRange(changed, at, at + 512);
        checksum(header);
        System.arraycopy(header, 0, changed, at, 512);
        return changed;
    }

    private static void checksum(byte[] header) {
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        octal(header, 148, sum, 7);
        header[155] = ' ';
    }

    private static void octal(byte[] header, int at, long value, int width) {
        byte[] digits = Packed.bytes(String.format("%0" + (width - 1) + "o\0", value));
        System.arraycopy(digits, 0, header, at, width);
    }

    private static int indexOf(byte[] in, String bytes) {
        return new String(in, StandardCharsets.ISO_8859_1).indexOf(bytes);
    }
}
