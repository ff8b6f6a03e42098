package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.core.source.Source;
import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps what a parser gives. */
final class Recording implements Sink {

    final List<Record> events = new ArrayList<>();
    final List<Place> places = new ArrayList<>();
    final List<String> identities = new ArrayList<>();
    final List<String> problems = new ArrayList<>();

    /** What a parser reads from a file of this path; every char is one byte. */
    static Recording of(Parser parser, String path, String content) {
        return of(parser, path, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Recording of(Parser parser, String path, byte[] content) {
        var recording = new Recording();
        String fileName = path.substring(path.lastIndexOf('/') + 1);
        parser.parse(new SourceText(new Source(path, fileName, Optional.empty()), content), recording);
        return recording;
    }

    /** The events of one kind, in order. */
    <T extends Record> List<T> all(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The only event of a kind. */
    <T extends Record> T only(Class<T> kind) {
        List<T> all = all(kind);
        if (all.size() != 1) {
            throw new AssertionError("expected one " + kind.getSimpleName() + ", got " + all);
        }
        return all.get(0);
    }

    @Override
    public void event(Record event, Place at) {
        events.add(event);
        places.add(at);
    }

    @Override
    public void identity(String field, Object value, Place at) {
        identities.add(field + "=" + value);
    }

    @Override
    public void covers(Class<? extends Record> kind, Map<String, Object> keys) {
        throw new AssertionError("these parsers cover all they yield");
    }

    @Override
    public void problem(long line, String reason) {
        problems.add(line + ": " + reason);
    }
}
