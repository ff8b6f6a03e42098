package dev.backupdoctor.core.testing;

import dev.backupdoctor.core.event.RecordKinds;
import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.spi.HeadReader;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.ValuesReader;
import dev.backupdoctor.core.value.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a module brings in Java to read with: parsers, readers of heads and of values, all used alike. */
@FunctionalInterface
public interface JavaReader {

    /**
     * Reads.
     *
     * @param path of the source for a parser, of the value for a reader of values; heads need none
     */
    Given read(String path, byte[] bytes);

    /**
     * What a reader gave.
     *
     * @param kinds how many there are of each kind of event; for heads and values: of each field
     */
    record Given(Map<String, Long> kinds, List<Place> places, List<String> problems) {}

    /** All readers of a module, by the names that its formats use. */
    static Map<String, JavaReader> of(DiagnosticModule module) {
        Map<String, JavaReader> readers = new TreeMap<>();
        module.parsers().forEach((name, parser) -> readers.put(name, (path, bytes) -> parsed(parser, path, bytes)));
        module.heads().forEach((name, head) -> readers.put(name, (path, bytes) -> head(head, text(bytes))));
        module.values()
                .forEach((name, values) -> readers.put(name, (path, bytes) -> values(values, path, text(bytes))));
        return readers;
    }

    private static Given parsed(Parser parser, String path, byte[] bytes) {
        Recording read = Recording.of(parser, path, bytes);
        for (int i = 0; i < read.events().size(); i++) {
            // The fields are read as an analysis does, so that a value without a type is met here.
            RecordKinds.fields(read.events().get(i), read.places().get(i));
        }
        Map<String, Long> kinds = read.events().stream()
                .collect(Collectors.groupingBy(e -> e.getClass().getSimpleName(), TreeMap::new, Collectors.counting()));
        return new Given(kinds, List.copyOf(read.places()), List.copyOf(read.problems()));
    }

    private static Given head(HeadReader reader, String text) {
        Map<String, Long> fields = new TreeMap<>();
        reader.read(text).ifPresent(head -> {
            if (head.length() < 0 || head.length() > text.length()) {
                throw new AssertionError("a head of " + head.length() + " bytes in a line of " + text.length());
            }
            head.fields().keySet().forEach(field -> fields.put(field, 1L));
        });
        return new Given(fields, List.of(), List.of());
    }

    private static Given values(ValuesReader reader, String path, String text) {
        Map<String, Long> fields = new TreeMap<>();
        reader.read(text).get(List.of(path.split("[.]"))).ifPresent(slice -> {
            if (!text.startsWith(slice.text(), slice.offset())) {
                throw new AssertionError("not at " + slice.offset() + ": " + slice.text());
            }
            fields.put(path, 1L);
        });
        return new Given(fields, List.of(), List.of());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
