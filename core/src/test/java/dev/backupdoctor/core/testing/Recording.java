package dev.backupdoctor.core.testing;

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
import java.util.TreeMap;

/** Keeps what a parser gives. */
public final class Recording implements Sink {

    private final List<Record> events = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final List<String> identities = new ArrayList<>();
    private final List<String> covered = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private Recording() {}

    /** What a parser reads from a file of this path; every char is one byte. */
    public static Recording of(Parser parser, String path, String content) {
        return of(parser, path, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static Recording of(Parser parser, String path, byte[] content) {
        var recording = new Recording();
        String fileName = path.substring(path.lastIndexOf('/') + 1);
        parser.parse(new SourceText(new Source(path, fileName, Optional.empty()), content), recording);
        return recording;
    }

    /** All events, in order. */
    public List<Record> events() {
        return events;
    }

    /** The events of one kind, in order. */
    public <T extends Record> List<T> all(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The only event of a kind. */
    public <T extends Record> T only(Class<T> kind) {
        List<T> all = all(kind);
        if (all.size() != 1) {
            throw new AssertionError("expected one " + kind.getSimpleName() + ", got " + all);
        }
        return all.get(0);
    }

    /** Where each event stands. */
    public List<Place> places() {
        return places;
    }

    /** {@code field=value} of what holds for the whole source. */
    public List<String> identities() {
        return identities;
    }

    /** {@code Kind{key=value}} of what the parser says that it looked for. */
    public List<String> covered() {
        return covered;
    }

    /** {@code line: reason} of what is torn or foreign. */
    public List<String> problems() {
        return problems;
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
        covered.add(kind.getSimpleName() + new TreeMap<>(keys));
    }

    @Override
    public void problem(long line, String reason) {
        problems.add(line + ": " + reason);
    }
}
