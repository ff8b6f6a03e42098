package dev.backupdoctor.checkmk.parser;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Place;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plain values of a JSON object, with their places. Nested ones are passed over. */
final class JsonFields {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_DIGITS = 30;

    private final SourceText source;
    private final Map<String, Field> fields = new HashMap<>();
    private boolean whole;

    /** A value: text, number, yes or no, or empty for null; {@code at} is the offset of its first byte. */
    private record Field(Optional<Object> value, int at) {}

    private JsonFields(SourceText source) {
        this.source = source;
    }

    /** Reads an object as far as it goes; that it does not end, or is none, becomes a problem. */
    static JsonFields of(SourceText source, Sink sink) {
        return of(source, 0, source.text().length(), sink);
    }

    /** Likewise, of a part of a source; {@code to} is exclusive. */
    static JsonFields of(SourceText source, int from, int to, Sink sink) {
        var read = new JsonFields(source);
        byte[] bytes = source.text().substring(from, to).getBytes(StandardCharsets.ISO_8859_1);
        int first = source.lineAt(from);
        try (JsonParser in = JSON.createParser(bytes)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                sink.problem(first, "is no JSON object");
                return read;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                int at = from + (int) Math.max(0, in.currentTokenLocation().getByteOffset());
                read.fields.put(name, new Field(value(in), at));
                in.skipChildren();
            }
            read.whole = in.currentToken() == JsonToken.END_OBJECT;
        } catch (IOException torn) {
            sink.problem(first, "is no whole JSON object: it was cut, or written by something else");
        }
        return read;
    }

    private static Optional<Object> value(JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return Optional.of(in.getText());
        } else if (in.currentToken().isBoolean()) {
            return Optional.of(in.getBooleanValue());
        }
        boolean number = in.currentToken().isNumeric() && in.getTextLength() <= MAX_DIGITS;
        return number ? Optional.of(new BigDecimal(in.getText())) : Optional.empty();
    }

    /** False when the text was cut: what is missing may say the contrary of what is there. */
    boolean isWhole() {
        return whole;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    Optional<String> text(String name) {
        return get(name, String.class);
    }

    Optional<Boolean> yesNo(String name) {
        return get(name, Boolean.class);
    }

    Optional<BigDecimal> number(String name) {
        return get(name, BigDecimal.class);
    }

    private <T> Optional<T> get(String name, Class<T> type) {
        return Optional.ofNullable(fields.get(name))
                .flatMap(Field::value)
                .filter(type::isInstance)
                .map(type::cast);
    }

    /** The line of a value. */
    Optional<Place> place(String name) {
        return Optional.ofNullable(fields.get(name)).map(f -> source.place(source.lineAt(f.at())));
    }

    /**
     * The places of the lines that a text consists of; in JSON they all stand in one, parted by {@code \\n}.
     *
     * <p>A line too far behind for a {@link Place} to show it has the place of the value.
     */
    List<Place> lines(String name) {
        return text(name).isPresent() ? lines(at(name) + 1) : List.of();
    }

    private int at(String name) {
        return Optional.ofNullable(fields.get(name)).map(Field::at).orElse(0);
    }

    /** The lines of the text whose first character stands here. */
    private List<Place> lines(int first) {
        List<Place> places = new ArrayList<>();
        for (int from = first, to = lineEnd(first); ; from = to + 2, to = lineEnd(from)) {
            Place whole = source.place(source.lineAt(from));
            boolean shown = to - whole.offset() <= Place.MAX_TEXT;
            places.add(shown ? source.place(from, to) : whole);
            if (source.text().charAt(to) == '"') {
                return places;
            }
        }
    }

    /** Offset of the next escaped line feed, or of the quote at the end. */
    private int lineEnd(int from) {
        String text = source.text();
        int i = from;
        while (text.charAt(i) != '"' && !text.startsWith("\\n", i)) {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }
}
