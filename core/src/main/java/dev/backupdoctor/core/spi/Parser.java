package dev.backupdoctor.core.spi;

import dev.backupdoctor.core.source.SourceText;
import java.util.List;

/**
 * Reads a whole source into events. No judgement, no I/O of its own, no clock, no state between sources.
 *
 * <p>It never throws on content: what it does not know it skips, what is torn it reports to the sink as a problem with
 * the line, and goes on.
 */
public interface Parser {

    /** Records that it can yield: a source that it read to the end and that gave none of a kind has none. */
    List<Class<? extends Record>> yields();

    void parse(SourceText source, Sink sink);
}
