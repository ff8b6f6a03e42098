package dev.backupdoctor.amanda.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.amanda.event.AmandaEvent.Dle;
import dev.backupdoctor.core.testing.Recording;
import dev.backupdoctor.core.value.Placed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisklistParserTest {

    private static Recording read(String text) {
        return Recording.of(new DisklistParser(), "/etc/amanda/nightly/disklist", text);
    }

    @ParameterizedTest
    @CsvSource({
        "m1 /home Home-Tar, /home, home-tar",
        "m1 /home /data/home tar, /data/home, tar",
        "m1 /home tar 1, /home, tar",
        "m1 /home tar -1 local, /home, tar",
        "m1 /home /data/home tar 1, /data/home, tar",
        "m1 /home /data/home tar 1 eth0, /data/home, tar",
        "m1 sd0a comp-root, sd0a, comp-root"
    })
    void tellsDeviceAndDumptypeApart(String line, String device, String dumptype) {
        Dle dle = read(line + "\n").only(Dle.class);

        assertThat(dle.host()).isEqualTo("m1");
        assertThat(dle.device()).isEqualTo(device);
        assertThat(dle.dumptype()).contains(dumptype);
        assertThat(dle.estimate()).isEmpty();
    }

    @Test
    void readsABlockWithWhatItSets() {
        String text = """
                # the mail server
                m1 /var /data/var {
                    home-tar
                    estimate calcsize
                    auth "bsdtcp"
                } 2 eth0
                """;

        Recording read = read(text);

        Dle dle = read.only(Dle.class);
        assertThat(dle.disk()).isEqualTo("/var");
        assertThat(dle.device()).isEqualTo("/data/var");
        assertThat(dle.dumptype()).contains("home-tar");
        assertThat(dle.estimate().map(Placed::value)).contains("calcsize");
        assertThat(dle.estimate().orElseThrow().place().line()).isEqualTo(4);
        assertThat(dle.auth().map(Placed::value)).contains("bsdtcp");
        assertThat(read.places().get(0).line()).isEqualTo(2);
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void readsQuotedNames() {
        Dle dle = read("m1 \"/srv/two words\" tar\n").only(Dle.class);

        assertThat(dle.disk()).isEqualTo("/srv/two words");
    }

    @Test
    void passesOverIncludes() {
        Recording read = read("includefile \"more\"\nm1 /home tar\n");

        assertThat(read.events()).hasSize(1);
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void reportsAnEntryWithoutDumptypeAndReadsOn() {
        Recording read = read("m1 /home\nm1 /var tar\n");

        assertThat(read.problems()).containsExactly("1: an entry needs a host, a disk and a dumptype");
        assertThat(read.only(Dle.class).disk()).isEqualTo("/var");
    }

    @Test
    void readsABlockWithoutDumptype() {
        Dle dle = read("m1 /home {\n  estimate server\n}\n").only(Dle.class);

        assertThat(dle.dumptype()).isEmpty();
        assertThat(dle.estimate().map(Placed::value)).contains("server");
    }
}
