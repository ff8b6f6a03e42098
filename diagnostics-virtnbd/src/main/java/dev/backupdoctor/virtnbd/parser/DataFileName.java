package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.virtnbd.event.VirtnbdEvent;
import dev.backupdoctor.virtnbd.event.VirtnbdEvent.Header;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a data file: {@code vda.full.data}, {@code vda.inc.virtnbdbackup.1.data},
 * {@code vda.diff.1795164610.data}, while it is written with {@code .partial} at its end.
 */
record DataFileName(String name, String disk, String level, Optional<String> checkpoint, boolean partial) {

    private static final Pattern NAME = Pattern.compile("(?<disk>.{1,200}?)\\.(?<level>full|copy|inc|diff)"
            + "(?:\\.(?<ident>.{1,200}?))?\\.data(?<partial>\\.partial)?");

    static Optional<DataFileName> of(String name) {
        Matcher m = NAME.matcher(name);
        if (!m.matches()) {
            return Optional.empty();
        }
        String level = m.group("level");
        Optional<String> ident = Optional.ofNullable(m.group("ident"));
        boolean named = level.equals("inc") || level.equals("diff");
        if (named != ident.isPresent()) {
            return Optional.empty();
        }
        Optional<String> checkpoint =
                level.equals("inc") ? ident : level.equals("full") ? Optional.of("virtnbdbackup.0") : Optional.empty();
        return Optional.of(new DataFileName(name, m.group("disk"), level, checkpoint, m.group("partial") != null));
    }

    /** The file as an event, with what its header says if that was read. */
    VirtnbdEvent.DataFile event(String set, Optional<DataHeader> header) {
        Optional<DataHeader> ok = header.filter(h -> h.state() == Header.OK);
        return new VirtnbdEvent.DataFile(
                set,
                name,
                disk,
                level,
                ok.flatMap(DataHeader::checkpoint).or(() -> checkpoint),
                partial,
                header.map(DataHeader::state),
                ok.flatMap(DataHeader::parent),
                ok.flatMap(DataHeader::incremental),
                ok.flatMap(DataHeader::virtualSize),
                ok.flatMap(DataHeader::date));
    }
}
