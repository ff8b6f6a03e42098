package dev.backupdoctor.core.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Keeps what it is shown, as a reader of logs would. */
final class Seen implements Sources.Visitor {

    /** A source with its content, one char per byte; {@code cut} is empty when it was read to its end. */
    record Got(Source source, String text, Optional<String> cut) {}

    private static final InputStream NOTHING = InputStream.nullInputStream();

    final List<Got> all = new ArrayList<>();
    List<Problem> problems = List.of();

    static Seen walk(Path... named) throws IOException {
        return walk(Limits.DEFAULT, named);
    }

    static Seen walk(Limits limits, Path... named) throws IOException {
        var seen = new Seen();
        List<String> names = Arrays.stream(named).map(Path::toString).toList();
        seen.problems = Sources.walk(names, NOTHING, limits, seen);
        return seen;
    }

    static Seen stdin(InputStream in) throws IOException {
        var seen = new Seen();
        seen.problems = Sources.walk(List.of(Sources.STDIN), in, Limits.DEFAULT, seen);
        return seen;
    }

    @Override
    public void visit(Source source, InputStream content) throws IOException {
        var kept = new ByteArrayOutputStream();
        byte[] some = new byte[1000];
        try {
            for (int got = content.read(some); got >= 0; got = content.read(some)) {
                kept.write(some, 0, got);
            }
            all.add(new Got(source, kept.toString(StandardCharsets.ISO_8859_1), Optional.empty()));
        } catch (CutException e) {
            all.add(new Got(source, kept.toString(StandardCharsets.ISO_8859_1), Optional.of(e.reason())));
        }
    }

    /** Names below a directory, as shown. */
    List<String> names(Path below) {
        return all.stream().map(g -> below(below, g.source().name())).toList();
    }

    /** {@code name=content} of each source. */
    List<String> texts(Path below) {
        return all.stream()
                .map(g -> below(below, g.source().name()) + "=" + g.text())
                .toList();
    }

    /** Problems as shown; an exclamation mark before those that leave a gap. */
    List<String> problems(Path below) {
        return problems.stream()
                .map(p -> (p.incomplete() ? "!" : "") + below(below, p.file()) + ": " + p.reason())
                .toList();
    }

    private static String below(Path directory, String name) {
        String prefix = directory + "/";
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }
}
