package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;

/**
 * Reads a list of RRD files, one to a line, as {@code find /omd/sites/mysite/var -name '*.rrd'} writes it into a file.
 *
 * <p>Only names that are not UTF-8 are stated. A terminal would have replaced their bytes, so it has to be a file.
 */
public final class RrdNamesParser implements Parser {

    @Override
    public void parse(SourceText source, Sink sink) {
        for (int i = 1; i <= source.lines(); i++) {
            int number = i;
            RrdName.notUtf8(source.line(number)).ifPresent(rrd -> sink.event(rrd, source.place(number)));
        }
    }
}
