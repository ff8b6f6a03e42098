package dev.backupdoctor.virtnbd.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.Recording;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent.CheckpointFile;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent.DomainDisk;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent.LiveCheckpoint;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent.SavedCheckpoint;
import org.junit.jupiter.api.Test;

class CheckpointXmlParserTest {

    private static final String XML = """
            <domaincheckpoint>
              <name>virtnbdbackup.1</name>
              <parent><name>virtnbdbackup.0</name></parent>
              <disks>
                <disk name='vda' checkpoint='bitmap' bitmap='virtnbdbackup.1' size='0'/>
              </disks>
              <domain type='kvm'>
                <name>web01</name>
                <devices>
                  <disk type='file' device='disk'>
                    <driver name='qemu' type='qcow2'/>
                    <source file='/vm/web01.qcow2'/>
                    <target dev='vda' bus='virtio'/>
                  </disk>
                </devices>
              </domain>
            </domaincheckpoint>
            """;

    private static Recording read(String path, String text) {
        return Recording.of(new CheckpointXmlParser(), path, text);
    }

    @Test
    void readsASavedCheckpointWithItsDisks() {
        Recording read = read("/srv/web01/checkpoints/virtnbdbackup.1.xml", XML);

        SavedCheckpoint saved = read.only(SavedCheckpoint.class);
        assertThat(saved.domain()).isEqualTo("web01");
        assertThat(saved.checkpoint()).isEqualTo("virtnbdbackup.1");
        assertThat(saved.image()).contains("/vm/web01.qcow2");
        assertThat(saved.dir()).isEqualTo("/srv/web01/checkpoints");
        assertThat(read.places().get(read.events().indexOf(saved)).line()).isEqualTo(5);
        assertThat(read.only(CheckpointFile.class).whole()).isTrue();
        assertThat(read.only(DomainDisk.class).disk()).isEqualTo("vda");
    }

    @Test
    void takesLibvirtsOwnFilesForWhatLibvirtKnows() {
        Recording read = read("/var/lib/libvirt/qemu/checkpoint/web01/virtnbdbackup.1.xml", XML);

        assertThat(read.only(LiveCheckpoint.class).domain()).contains("web01");
        assertThat(read.all(SavedCheckpoint.class)).isEmpty();
    }

    @Test
    void keepsWhatStandsBeforeTheEndOfATornFile() {
        Recording read = read("/srv/checkpoints/virtnbdbackup.1.xml", XML.substring(0, 160));

        assertThat(read.only(CheckpointFile.class).whole()).isFalse();
        assertThat(read.problems()).hasSize(1);
    }

    @Test
    void refusesADocumentTypeAndReadsNoOtherFile() {
        Recording read = read("/srv/checkpoints/virtnbdbackup.1.xml", """
                <?xml version="1.0"?>
                <!DOCTYPE domain [<!ENTITY e SYSTEM "file:///etc/passwd">]>
                <domaincheckpoint><name>&e;</name></domaincheckpoint>
                """);

        assertThat(read.problems())
                .singleElement()
                .asString()
                .startsWith("2: XML: ")
                .contains("DOCTYPE");
        assertThat(read.only(CheckpointFile.class).checkpoint()).isEqualTo("virtnbdbackup.1");
    }

    @Test
    void refusesElementsInOneAnotherWithoutEnd() {
        assertThat(read("vmconfig.copy.xml", "<a>".repeat(100_000)).problems()).hasSize(1);
    }
}
