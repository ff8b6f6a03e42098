package dev.backupdoctor.core.format;

import dev.backupdoctor.core.source.Peek;
import java.io.InputStream;
import java.util.Optional;

/**
 * The bytes of a source, as UTF-8 where they were text in 16-bit units.
 *
 * @param encoding of the source, empty when its bytes are given as they are
 */
record Decoded(InputStream bytes, Optional<Encoding> encoding) {

    /** Looks at the first bytes. A failure on the way comes when all bytes before it were read. */
    static Decoded of(InputStream in) {
        Peek peek = Peek.at(in, Encoding.SAMPLE_BYTES);
        InputStream all = peek.all();
        Optional<Encoding> encoding = Encoding.of(peek.head());
        return new Decoded(encoding.map(e -> e.utf8(all)).orElse(all), encoding);
    }
}
