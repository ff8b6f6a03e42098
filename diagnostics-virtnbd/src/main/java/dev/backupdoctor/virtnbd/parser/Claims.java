package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent;
import java.util.Map;

/** What a source was looked into for: only what was asked of libvirt or an image, never what its format might hold. */
final class Claims {

    private Claims() {}

    /**
     * Says that a source speaks of nothing but what else is claimed for it: without any claim it would count as having
     * been looked into for all that its format can hold.
     */
    static void none(SourceText source, Sink sink) {
        String name = source.source().name();
        sink.covers(VirtnbdEvent.Bitmap.class, Map.of("look", Place.of(name)));
    }
}
