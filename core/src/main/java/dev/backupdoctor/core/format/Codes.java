package dev.backupdoctor.core.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.backupdoctor.core.spi.DiagnosticModule;
import dev.backupdoctor.core.value.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The error numbers of a product, from the resource {@code codes.json} beside its module class:
 *
 * <pre>
 * {"-4016": {"name": "ACME_BROKEN", "meaning": "...", "cause": "...", "remedy": "..."}}
 * </pre>
 *
 * All but the name may be left out.
 *
 * @param entries by number
 */
public record Codes(SortedMap<Long, Code.Entry> entries) {

    public static final Codes NONE = new Codes(new TreeMap<>());

    public Codes {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** The codes of a module; none if it has no {@code codes.json}. */
    public static Codes of(DiagnosticModule module) {
        try (InputStream in = module.getClass().getResourceAsStream("codes.json")) {
            return in == null ? NONE : read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read codes.json of " + module.product(), e);
        }
    }

    static Codes read(InputStream json) throws IOException {
        var entries = new TreeMap<Long, Code.Entry>();
        for (Map.Entry<String, JsonNode> code :
                new ObjectMapper().readTree(json).properties()) {
            JsonNode row = code.getValue();
            String name = row.path("name").asText(code.getKey());
            entries.put(
                    Long.valueOf(code.getKey()),
                    new Code.Entry(name, part(row, "meaning"), part(row, "cause"), part(row, "remedy")));
        }
        return new Codes(entries);
    }

    private static Optional<String> part(JsonNode row, String name) {
        return Optional.of(row.path(name).asText("")).filter(text -> !text.isBlank());
    }

    /** The code with what is known of it. */
    public Code code(long number) {
        return new Code(number, Optional.ofNullable(entries.get(number)));
    }
}
