package dev.backupdoctor.core.spi;

import dev.backupdoctor.core.source.SourceText;

/**
 * Reads a whole source into events. No judgement, no I/O of its own, no clock, no state between sources.
 *
 * <p>It never throws on content: what it does not know it skips, what is torn it reports to the sink as a problem with
 * the line, and goes on.
 */
public interface Parser {

    void parse(SourceText source, Sink sink);

    /**
     * How many bytes from the begin of a source it looks at; the rest is not even read. For large files of which the
     * header says enough, in a format that has nothing but this parser.
     */
    default int bytes() {
        return Integer.MAX_VALUE;
    }
}
