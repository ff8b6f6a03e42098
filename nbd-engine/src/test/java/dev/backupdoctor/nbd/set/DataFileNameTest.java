package dev.backupdoctor.nbd.set;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.nbd.set.DataFileName.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFileNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vda.full.data",
                "sdaa.copy.data",
                "vda.inc.virtnbdbackup.12.data",
                "vda.inc.virtnbdbackup.12.offline.3.data",
                "vda.diff.1795164610.data"
            })
    void writesWhatItReads(String name) {
        assertThat(DataFileName.parse(name)).map(DataFileName::fileName).contains(name);
    }

    @Test
    void tellsAnIncrementOfADomainThatIsOffFromOthers() {
        assertThat(DataFileName.parse("vda.inc.virtnbdbackup.1.offline.2.data"))
                .contains(new DataFileName("vda", Level.INC, "virtnbdbackup.1", 2));
        assertThat(DataFileName.parse("vda.inc.virtnbdbackup.1.data"))
                .contains(new DataFileName("vda", Level.INC, "virtnbdbackup.1", 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vda.full.data.partial",
                "vda.full.data.chksum",
                "vda.full",
                "full.data",
                "vda.inc.data",
                "vda.diff.data",
                "vda.diff.x.data",
                "vmconfig.virtnbdbackup.0.xml",
                "vda.virtnbdbackup.0.qcow.json",
                ""
            })
    void leavesOtherFilesAlone(String name) {
        assertThat(DataFileName.parse(name)).isEmpty();
    }
}
