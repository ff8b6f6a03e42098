package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import java.util.Optional;

/**
 * Reads the output of {@code virsh checkpoint-list} in a file of its own, which does not say of which domain it is.
 *
 * <p>Format: see {@link CheckpointTable}.
 */
public final class CheckpointListParser implements Parser {

    @Override
    public void parse(SourceText source, Sink sink) {
        Claims.none(source, sink);
        CheckpointTable.read(Excerpt.whole(source), Optional.empty(), true, sink);
    }
}
