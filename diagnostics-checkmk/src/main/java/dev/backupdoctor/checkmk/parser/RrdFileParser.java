package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Place;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads the name of an RRD file and when it was changed, and nothing of its content.
 *
 * <p>The name of a source shows bytes that are not UTF-8 as {@code \xNN}. A name in which these four characters really
 * stand is misread; services are not called so.
 */
public final class RrdFileParser implements Parser {

    @Override
    public int bytes() {
        return 1;
    }

    @Override
    public void parse(SourceText source, Sink sink) {
        String shown = source.source().name();
        if (SitePath.isInBackup(shown)) {
            return;
        }
        String path = bytes(PythonText.bytes(shown));
        Optional<Instant> touched = source.source().modified();
        RrdName.file(path, touched).ifPresent(rrd -> sink.event(rrd, Place.of(shown)));
        RrdName.notUtf8(path).ifPresent(rrd -> sink.event(rrd, Place.of(shown)));
    }

    /** The bytes that a shown name stands for. */
    private static String bytes(String shown) {
        StringBuilder out = new StringBuilder(shown.length());
        for (int i = 0; i < shown.length(); ) {
            int end = i + 4;
            boolean escape = shown.startsWith("\\x", i) && end <= shown.length();
            int high = escape ? Character.digit(shown.charAt(i + 2), 16) : -1;
            int low = escape ? Character.digit(shown.charAt(i + 3), 16) : -1;
            if (high >= 0 && low >= 0) {
                out.append((char) (high * 16 + low));
                i = end;
            } else {
                out.append(shown.charAt(i++));
            }
        }
        return out.toString();
    }
}
