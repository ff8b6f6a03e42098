package dev.backupdoctor.checkmk.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.checkmk.event.CheckmkEvent.Rrd;
import dev.backupdoctor.checkmk.event.CheckmkEvent.RrdNotUtf8;
import dev.backupdoctor.core.testing.Recording;
import dev.backupdoctor.core.value.RawName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RrdNameTest {

    @Test
    void countsCharactersAsPythonDoes() {
        RrdNotUtf8 rrd = RrdName.notUtf8("a/opt/omd/sites/ham/var/check_mk/rrd/\u00c3\u00bc/\u00fc.rrd")
                .orElseThrow();

        assertThat(rrd.path()).isEqualTo(new RawName("/omd/sites/ham/var/check_mk/rrd/\u00c3\u00bc/\u00fc.rrd"));
        assertThat(rrd.index()).isEqualTo(34);
        assertThat(rrd.stray()).isEqualTo(0xfc);
        assertThat(rrd.octet()).isEqualTo("0xfc");
        assertThat(rrd.site()).contains("ham");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/omd/sites/ham/var/check_mk/rrd/h/CPU_load.rrd",
                "/omd/sites/ham/var/check_mk/rrd/h/B\u00c3\u00bcro.rrd",
                "/omd/sites/ham/var/check_mk/rrd/h/B\u00fcro.info",
                "/omd/sites/ham/var/log/B\u00fcro.rrd",
                "/omd/sites/ham/var/check_mk/rrd/h/B\u00fcro.rrd.bak",
                "B\u00fcro.rrd"
            })
    void leavesOutWhatDoesNoHarm(String path) {
        assertThat(RrdName.notUtf8(path)).isEmpty();
    }

    @Test
    void tellsTheFilesOfPnp4nagiosFromThoseOfTheCmc() {
        Recording pnp = Recording.of(new RrdFileParser(), "/omd/sites/ham/var/pnp4nagios/perfdata/h/load_5.rrd", "RRD");
        Recording cmc = Recording.of(new RrdFileParser(), "/omd/sites/ham/var/check_mk/rrd/h/load.rrd", "RRD");
        Recording other = Recording.of(new RrdFileParser(), "/var/lib/munin/load.rrd", "RRD");

        assertThat(pnp.only(Rrd.class).pnpRrd()).contains(new RawName("h/load_5.rrd"));
        assertThat(pnp.only(Rrd.class).site()).contains("ham");
        assertThat(cmc.only(Rrd.class).cmcRrd()).contains(new RawName("h/load.rrd"));
        assertThat(other.events()).isEmpty();
    }

    @Test
    void readsTheNameOfAFileAsItIsShown() {
        String shown = "tree.tar!/opt/omd/sites/ham/var/pnp4nagios/perfdata/h/B\\xfcro_ß.rrd";

        Recording read = Recording.of(new RrdFileParser(), shown, "");

        assertThat(read.only(RrdNotUtf8.class).path())
                .isEqualTo(new RawName("/omd/sites/ham/var/pnp4nagios/perfdata/h/B\u00fcro_\u00c3\u009f.rrd"));
        assertThat(read.places().get(0).line()).isZero();
    }
}
