package dev.backupdoctor.nbd.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.nbd.NbdException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DomainConfigTest {
    private static final String XML = """
            <domain type="kvm">
              <name>web</name>
              <uuid>6e2ef4b7-acc2-4df0-92b5-8e19f773c2cb</uuid>
              <devices>
                <disk device="disk" type="volume">
                  <driver type="qcow2"/>
                  <source index="1" pool="images" volume="web"/>
                  <backingStore type="file"><source file="/base"/></backingStore>
                  <target dev="vda"/>
                </disk>
                <disk device="cdrom" type="file"><target dev="sda"/></disk>
              </devices>
            </domain>
            """;

    @Test
    void pointsToTheRestoredImageAndLeavesOutWhatWasNotRestored() throws NbdException {
        String adjusted = DomainConfig.adjusted(XML, Map.of("vda", Path.of("/new/web.qcow2")), Optional.empty());

        DomainXml domain = DomainXml.parse(adjusted);
        assertThat(domain.name()).isEqualTo("restore_web");
        assertThat(domain.uuid()).isEmpty();
        assertThat(domain.disks())
                .containsExactly(
                        new Disk("vda", "disk", "file", "qcow2", Optional.of("/new/web.qcow2"), Optional.empty()));
        assertThat(adjusted).doesNotContain("backingStore", "index=", "/base");
    }

    @Test
    void takesTheNameThatIsGiven() throws NbdException {
        String adjusted = DomainConfig.adjusted(XML, Map.of(), Optional.of("web-2"));

        assertThat(DomainXml.parse(adjusted).name()).isEqualTo("web-2");
    }
}
