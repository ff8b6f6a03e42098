package dev.backupdoctor.nbd.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.nbd.libvirt.BackupXml.Scratch;
import dev.backupdoctor.nbd.libvirt.BackupXml.Server;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackupXmlTest {

    @Test
    void asksForTheBlocksSinceACheckpoint() {
        var backup = new BackupXml(
                new Server.Unix("/run/nbd"),
                List.of(new Scratch("vda", "/var/tmp/a&b"), new Scratch("vdb", "/var/tmp/c")),
                Optional.of("virtnbdbackup.0"));

        assertThat(backup.text()).isEqualTo("""
                        <domainbackup mode="pull">
                          <server transport="unix" socket="/run/nbd"/>
                          <disks>
                            <disk name="vda"><scratch file="/var/tmp/a&amp;b"/></disk>
                            <disk name="vdb"><scratch file="/var/tmp/c"/></disk>
                          </disks>
                          <incremental>virtnbdbackup.0</incremental>
                        </domainbackup>
                        """);
    }

    @Test
    void servesOnAPort() {
        var backup = new BackupXml(new Server.Tcp("hv.example", 10809, true), List.of(), Optional.empty());

        assertThat(backup.text())
                .contains("<server transport=\"tcp\" tls=\"yes\" name=\"hv.example\" port=\"10809\"/>")
                .doesNotContain("incremental");
    }

    @Test
    void namesTheParentOfACheckpoint() {
        String text = BackupXml.checkpoint("virtnbdbackup.1", Optional.of("virtnbdbackup.0"), List.of("vda", "vdb"));

        assertThat(text).isEqualTo("""
                        <domaincheckpoint>
                          <description>Backup checkpoint</description>
                          <name>virtnbdbackup.1</name>
                          <parent><name>virtnbdbackup.0</name></parent>
                          <disks><disk name="vda"/><disk name="vdb"/></disks>
                        </domaincheckpoint>
                        """);
    }
}
