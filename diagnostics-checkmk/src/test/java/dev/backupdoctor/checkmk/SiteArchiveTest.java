package dev.backupdoctor.checkmk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.finding.Finding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees of a site in an archive: the only way for a test to have names that are not UTF-8. */
class SiteArchiveTest {

    private static final String SITE = "opt/omd/sites/ham/";
    private static final String FAILED =
            "{\"next_schedule\": null, \"output\": \"\", \"started\": 1.5, \"finished\": 2.5, \"state\": \"finished\", \"success\": false}";

    @TempDir
    private Path dir;

    private List<Finding> findings(String name, Map<String, String> members) throws Exception {
        Path archive = dir.resolve(name);
        try (OutputStream file = Files.newOutputStream(archive)) {
            tar(file, members);
        }
        return Doctor.findings(archive);
    }

    private static void tar(OutputStream to, Map<String, String> members) throws IOException {
        var tar = new TarArchiveOutputStream(to, "ISO-8859-1");
        for (Map.Entry<String, String> member : new TreeMap<>(members).entrySet()) {
            byte[] content = member.getValue().getBytes(StandardCharsets.ISO_8859_1);
            var entry = new TarArchiveEntry(member.getKey());
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        tar.finish();
    }

    @Test
    void findsRrdsWhoseNamesAreNotUtf8() throws Exception {
        List<Finding> found = findings(
                "tree.tar",
                Map.of(
                        SITE + "var/check_mk/rrd/h/Temp_B\u00fcro.rrd", "RRD",
                        SITE + "var/check_mk/rrd/h/Temp_B\u00c3\u00bcro.rrd", "RRD",
                        SITE + "var/log/B\u00fcro.rrd", "RRD"));

        assertThat(found).singleElement().satisfies(f -> {
            assertThat(f.rule()).isEqualTo("checkmk-rrd-file-not-utf8");
            assertThat(f.message()).contains("/omd/sites/ham/var/check_mk/rrd/h/Temp_B\\xfcro.rrd");
        });
    }

    @Test
    void foldsTheFileUnderTheRunThatDiedOfIt() throws Exception {
        String log = """
                Traceback (most recent call last):
                  File "/omd/versions/2.0.0p26.cee/lib/python3/omdlib/backup.py", line 1, in _send_rrdcached_command
                    self._sock.sendall(x)
                  File "/omd/sites/ham/x", line 1, in _send_rrdcached_command
                    self._sock.sendall(x)
                UnicodeEncodeError: 'utf-8' codec can't encode character '\\udcfc' in position 52: surrogates not allowed
                """;

        List<Finding> found =
                findings("tree.tar", Map.of(SITE + "var/check_mk/rrd/h/Temp_B\u00fcro.rrd", "RRD", "backup.log", log));

        assertThat(found).singleElement().satisfies(f -> {
            assertThat(f.rule()).isEqualTo("checkmk-rrd-name-not-utf8");
            assertThat(f.message()).endsWith(" of /omd/sites/ham/var/check_mk/rrd/h/Temp_B\\xfcro.rrd");
            assertThat(f.symptoms()).hasSize(2);
        });
    }

    @Test
    void doesNotJudgeTheCopyOfASiteWithinItsBackup() throws Exception {
        Map<String, String> members = Map.of("ham/var/check_mk/backup/full.state", FAILED);

        assertThat(findings("site-ham.tar", members)).isEmpty();
        assertThat(findings("ham.tar", members)).hasSize(1);
    }
}
