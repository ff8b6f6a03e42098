package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Utf8;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code <domain>.cpt}, in which virtnbdbackup keeps the names of the checkpoints of a backup set.
 *
 * <pre>
 * ["virtnbdbackup.0", "virtnbdbackup.1"]
 * </pre>
 *
 * <p>One line without an end; a disk that ran full leaves it cut off.
 */
final class CheckpointNamesText {

    private CheckpointNamesText() {}

    static void read(Excerpt text, String path, Sink sink) {
        String fileName = Options.baseName(path);
        String domain = fileName.endsWith(".cpt") ? fileName.substring(0, fileName.length() - 4) : fileName;
        String set = SetName.directory(path);
        Optional<List<FlatJson.Leaf>> leaves = FlatJson.read(text.text());
        List<FlatJson.Leaf> names = leaves.orElse(List.of()).stream()
                .filter(l -> l.path().matches("/\\d+"))
                .toList();
        for (FlatJson.Leaf name : names) {
            sink.event(
                    new VirtnbdEvent.ListedCheckpoint(domain, set, Utf8.decode(name.text())), text.line(name.offset()));
        }
        sink.event(new VirtnbdEvent.CheckpointNames(domain, set, leaves.isPresent(), names.size()), text.line(0));
        if (leaves.isPresent()) {
            sink.covers(VirtnbdEvent.ListedCheckpoint.class, Map.of("domain", domain, "set", set));
        }
        sink.covers(VirtnbdEvent.CheckpointNames.class, Map.of("domain", domain, "set", set));
    }
}
