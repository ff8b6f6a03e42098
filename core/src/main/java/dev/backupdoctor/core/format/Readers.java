package dev.backupdoctor.core.format;

import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.lang.ShapeSyntax.ReaderSyntax;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The readers that shapes and {@code take} can name. */
public final class Readers {

    private final Map<String, Reader> byName = new TreeMap<>(NumberReader.ALL);

    /** The readers of a product, whose error numbers are looked up in these codes. */
    public Readers(Codes codes) {
        for (CharsReader reader : CharsReader.values()) {
            byName.put(reader.name().toLowerCase(Locale.ROOT), reader);
        }
        byName.put("code", new CodeReader(codes));
    }

    /** All names that may stand after the colon of a hole, besides sets of words. */
    public SortedSet<String> names() {
        var names = new TreeSet<>(byName.keySet());
        names.add("time");
        return names;
    }

    /** The reader; empty after an error. */
    Optional<Reader> compile(ReaderSyntax syntax, Errors errors) {
        if (!syntax.words().isEmpty()) {
            return Optional.of(WordsReader.of(syntax.words()));
        } else if (syntax.name().equals("time")) {
            return time(syntax, errors);
        }
        Reader reader = byName.get(syntax.name());
        if (reader == null) {
            errors.add(LanguageError.error(syntax.at(), "there is no reader '" + syntax.name() + "'")
                    .hint(Known.hint(syntax.name(), names())));
            return Optional.empty();
        } else if (syntax.pattern().isPresent()) {
            errors.error(syntax.at(), "only time has a pattern");
            return Optional.empty();
        }
        return Optional.of(reader);
    }

    private static Optional<Reader> time(ReaderSyntax syntax, Errors errors) {
        if (syntax.pattern().isEmpty()) {
            errors.add(LanguageError.error(syntax.at(), "time needs a pattern")
                    .hint("such as time \"yyyy-MM-dd HH:mm:ss\""));
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new MomentReader(TimePattern.compile(syntax.pattern().get())));
        } catch (IllegalArgumentException e) {
            errors.add(LanguageError.error(syntax.at(), "bad time pattern: " + e.getMessage())
                    .hint("known are yyyy yy MM MMM dd d HH H mm ss S.. nnnnnnnnn EEE X XX XXX Z, and text in '...'"));
            return Optional.empty();
        }
    }
}
