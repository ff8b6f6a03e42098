package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import java.util.Optional;

/**
 * Reads the output of {@code qemu-img info} in a file of its own, and the {@code qcow.json} files of a backup set,
 * which say how an image was then and not how it is.
 *
 * <p>Format: see {@link ImageReader}.
 */
public final class ImageInfoParser implements Parser {

    @Override
    public void parse(SourceText source, Sink sink) {
        Claims.none(source, sink);
        var reader = new ImageReader(Excerpt.whole(source), sink);
        if (source.source().fileName().endsWith(".qcow.json")) {
            reader.saved(source.source().name());
        } else {
            reader.info(Optional.empty());
        }
    }
}
