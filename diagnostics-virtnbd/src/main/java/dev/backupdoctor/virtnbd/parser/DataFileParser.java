package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent.Header;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a data file of a backup set is: {@code <disk>.<level>[.<ident>].data}, by its name and its first bytes.
 *
 * <p>Format: see {@link DataHeader}. A raw disk has no header; its file is called copy. Whether the file is whole is
 * not looked at here: that takes reading all of it.
 */
public final class DataFileParser implements Parser {

    /** More than any header takes: it names one disk and two checkpoints. */
    private static final int HEADER_BYTES = 16 << 10;

    @Override
    public int bytes() {
        return HEADER_BYTES;
    }

    @Override
    public void parse(SourceText source, Sink sink) {
        Claims.none(source, sink);
        Optional<DataFileName> name = DataFileName.of(source.source().fileName());
        if (name.isEmpty()) {
            return;
        }
        DataHeader header = DataHeader.read(source.text());
        boolean raw = header.state() == Header.TORN && name.get().level().equals("copy");
        VirtnbdEvent.DataFile file = name.get()
                .event(SetName.of(source.source()), Optional.of(raw ? DataHeader.nothing(Header.RAW) : header));
        sink.event(file, source.place(1));
        sink.covers(VirtnbdEvent.DataFile.class, Map.of("set", file.set()));
    }
}
