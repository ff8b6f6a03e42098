package dev.backupdoctor.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that ask for more than they may have. */
class ArchiveLimitsTest {

    @TempDir
    Path dir;

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
        Packed.octal(tar, 386, 8L << 30, 12);
        Packed.octal(tar, 398, 0, 12);
        Packed.octal(tar, 483, 8L << 30, 12);
        System.arraycopy(Packed.bytes("ustar  \0"), 0, tar, 257, 8);
        tar[482] = 0;
        Packed.checksum(tar);
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
        Packed.checksum(tar);
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
}
