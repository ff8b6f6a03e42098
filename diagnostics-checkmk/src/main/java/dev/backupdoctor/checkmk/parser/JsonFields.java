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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The plain values of a JSON object, with their places. Nested ones are passed over. */
final class JsonFields {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_DIGITS = 30;

    private final Map<String, Field> fields = new HashMap<>();
    private boolean whole;

    /** A value: text, number, yes or no, or empty for null. */
    private record Field(Optional<Object> value, Place place) {}

    private JsonFields() {}

    /** Reads an object as far as it goes; that it does not end, or is none, becomes a problem. */
    static JsonFields of(SourceText source, Sink sink) {
        return of(source, 0, source.text().length(), sink);
    }

    /** Likewise, of a part of a source; {@code to} is exclusive. */
    static JsonFields of(SourceText source, int from, int to, Sink sink) {
        var read = new JsonFields();
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
                Place place = source.place(source.lineAt(at));
                read.fields.put(name, new Field(value(in), place));
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
        return Optional.ofNullable(fields.get(name)).map(Field::place);
    }
}
