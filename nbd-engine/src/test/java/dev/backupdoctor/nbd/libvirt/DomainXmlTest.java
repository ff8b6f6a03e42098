package dev.backupdoctor.nbd.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.backupdoctor.nbd.NbdException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainXmlTest {

    @Test
    void readsDisksOfEachKind() throws NbdException {
        var domain = DomainXml.parse("""
                <domain type='kvm'><name>web</name><uuid>6e2ef4b7-acc2-4df0-92b5-8e19f773c2cb</uuid><devices>
                  <disk type='file' device='disk'><driver name='qemu' type='qcow2'/>
                    <source file='/images/web.qcow2'><dataStore type='file'><format type='raw'/>
                      <source file='/images/web.data'/></dataStore></source>
                    <backingStore type='file'><source file='/images/base.qcow2'/></backingStore>
                    <target dev='vda' bus='virtio'/></disk>
                  <disk type='block'><source dev='/dev/vg/web'/><target dev='vdb'/></disk>
                  <disk type='volume' device='disk'><driver type='qcow2'/>
                    <source pool='images' volume='web'/><target dev='vdc'/></disk>
                  <disk type='network' device='disk'><driver type='raw'/>
                    <source protocol='rbd' name='pool/web'/><target dev='vdd'/></disk>
                  <disk type='file' device='cdrom'><target dev='sda'/></disk>
                </devices></domain>
                """);

        assertThat(domain.name()).isEqualTo("web");
        assertThat(domain.uuid()).isEqualTo("6e2ef4b7-acc2-4df0-92b5-8e19f773c2cb");
        assertThat(domain.disks())
                .containsExactly(
                        disk("vda", "disk", "file", "qcow2", "/images/web.qcow2", "/images/web.data"),
                        disk("vdb", "disk", "block", "raw", "/dev/vg/web", null),
                        disk("vdc", "disk", "volume", "qcow2", "images/web", null),
                        disk("vdd", "disk", "network", "raw", null, null),
                        disk("sda", "cdrom", "file", "raw", null, null));
    }

    @Test
    void readsBootFilesAndTheTpm() throws NbdException {
        var domain = DomainXml.parse("""
                <domain><name>win</name><os><type>hvm</type><loader readonly='yes'>/usr/share/OVMF_CODE.fd</loader>
                <nvram>/var/lib/win_VARS.fd</nvram></os>
                <devices><tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm></devices></domain>
                """);

        assertThat(domain.bootFiles()).isEqualTo(List.of("/usr/share/OVMF_CODE.fd", "/var/lib/win_VARS.fd"));
        assertThat(domain.hasEmulatedTpm()).isTrue();
    }

    @Test
    void refusesDocumentTypes() {
        String bomb = "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><domain><name>&e;</name></domain>";

        assertThatExceptionOfType(NbdException.class)
                .isThrownBy(() -> DomainXml.parse(bomb))
                .withMessageContaining("DOCTYPE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<", "<domain>", "no xml", "<network/>"})
    void refusesWhatIsNoDomain(String text) {
        assertThatExceptionOfType(NbdException.class).isThrownBy(() -> DomainXml.parse(text));
    }

    private static Disk disk(
            String target,
            String device,
            String kind,
            String format,
            @Nullable String source,
            @Nullable String dataFile) {
        return new Disk(target, device, kind, format, Optional.ofNullable(source), Optional.ofNullable(dataFile));
    }
}
