package dev.backupdoctor.virtnbd.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backupdoctor.core.testing.Recording;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent.Bitmap;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent.Image;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent.State;
import org.junit.jupiter.api.Test;

class ImageInfoParserTest {

    private static final String CHAIN = """
            [
              { "virtual-size": 16777216, "filename": "/vm/top.qcow2", "format": "qcow2",
                "format-specific": { "type": "qcow2", "data": { "compat": "1.1",
                  "bitmaps": [ { "name": "b.0", "flags": ["auto"], "granularity": 65536 } ] } } },
              { "virtual-size": 16777216, "filename": "/vm/base.qcow2", "format": "qcow2",
                "children": [ { "name": "file", "info": { "filename": "/vm/inner", "format": "file" } } ],
                "format-specific": { "type": "qcow2", "data": { "compat": "1.1",
                  "bitmaps": [ { "flags": ["in-use", "auto"], "name": "b.1", "granularity": 65536 } ] } } }
            ]
            """;

    private static Recording read(String text) {
        return Recording.of(new ImageInfoParser(), "info.txt", text);
    }

    @Test
    void readsEachImageOfABackingChain() {
        Recording read = read(CHAIN);

        assertThat(read.all(Image.class))
                .extracting(i -> i.image().orElse("?"))
                .containsExactly("/vm/top.qcow2", "/vm/base.qcow2");
        assertThat(read.all(Bitmap.class)).extracting(Bitmap::state).containsExactly(State.OK, State.IN_USE);
        assertThat(read.all(Bitmap.class)).extracting(b -> b.look().line()).containsExactly(2L, 5L);
    }

    @Test
    void placesABitmapWhereItsNameStands() {
        Recording read = read(CHAIN);

        int first = read.events().indexOf(read.all(Bitmap.class).get(0));
        assertThat(read.places().get(first).line()).isEqualTo(4);
        assertThat(read.places()
                        .get(first)
                        .text()
                        .substring(read.places().get(first).column() - 1))
                .startsWith("\"b.0\"");
    }

    @Test
    void readsTheNameOfABitmapBeforeItsFlags() {
        Recording read = read("""
                image: /vm/a.qcow2
                Format specific information:
                    bitmaps:
                        [0]:
                            name: b.0
                            flags:
                                [0]: in-use
                            granularity: 65536
                        [1]:
                            name: b.1
                            granularity: 65536
                    refcount bits: 16
                """);

        assertThat(read.all(Bitmap.class)).extracting(Bitmap::state).containsExactly(State.IN_USE, State.OK);
        assertThat(read.only(Image.class).bitmaps()).isEqualTo(2);
    }

    @Test
    void takesTheFileOfABackupSetForHowTheImageWasThen() {
        Recording read = Recording.of(
                new ImageInfoParser(),
                "/srv/web01/vda.virtnbdbackup.0.qcow.json",
                "{\"filename\": \"/vm/a.qcow2\", \"format-specific\": {\"data\": {\"compat\": \"1.1\"}}}");

        assertThat(read.only(VirtnbdEvent.SavedImage.class).disk()).isEqualTo("vda");
        assertThat(read.all(Image.class)).isEmpty();
    }

    @Test
    void readsWhatARunningQemuSaysOfItsBitmaps() {
        Recording read = Recording.of(new LogParser(), "x.txt", """
                # virsh qemu-monitor-command web01 '{"execute":"query-block"}'
                {"return":[{"device":"","inserted":{"dirty-bitmaps":[{"name":"b.0","recording":false,"inconsistent":true},\
                {"name":"b.1","recording":true}]}}],"id":"libvirt-7"}
                """.replace("\\\n", ""));

        assertThat(read.all(Bitmap.class)).extracting(Bitmap::state).containsExactly(State.INCONSISTENT, State.OK);
        assertThat(read.only(Image.class).domain()).contains("web01");
    }
}
