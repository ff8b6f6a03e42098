package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import java.util.Optional;

/**
 * Reads the output of {@code virsh domjobinfo} in a file of its own, which does not say of which domain it is.
 *
 * <p>Format: see {@link JobInfo}.
 */
public final class DomainJobParser implements Parser {

    @Override
    public void parse(SourceText source, Sink sink) {
        Claims.none(source, sink);
        JobInfo.read(Excerpt.whole(source), Optional.empty(), sink);
    }
}
