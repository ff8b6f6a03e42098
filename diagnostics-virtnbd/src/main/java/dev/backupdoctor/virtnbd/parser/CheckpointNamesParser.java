package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;

/**
 * Reads {@code <domain>.cpt} of a backup set.
 *
 * <p>Format: see {@link CheckpointNamesText}.
 */
public final class CheckpointNamesParser implements Parser {

    @Override
    public void parse(SourceText source, Sink sink) {
        Claims.none(source, sink);
        CheckpointNamesText.read(Excerpt.whole(source), source.source().name(), sink);
    }
}
