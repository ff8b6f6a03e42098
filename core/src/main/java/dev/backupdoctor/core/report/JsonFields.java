package dev.backupdoctor.core.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Named fields of a JSON object, in the order in which they are written. */
final class JsonFields {

    private final JsonGenerator json;

    JsonFields(JsonGenerator json) {
        this.json = json;
    }

    /** Writes the fields of one object. */
    interface Body {
        void write(JsonFields json) throws IOException;
    }

    /** Writes the fields of one element. */
    interface Element<T> {
        void write(JsonFields json, T element) throws IOException;
    }

    void begin() throws IOException {
        json.writeStartObject();
    }

    void end() throws IOException {
        json.writeEndObject();
    }

    void text(String name, String value) throws IOException {
        json.writeStringField(name, value);
    }

    /** Null where there is none. */
    void text(String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        } else {
            json.writeNullField(name);
        }
    }

    void number(String name, long value) throws IOException {
        json.writeNumberField(name, value);
    }

    void number(String name, BigDecimal value) throws IOException {
        json.writeNumberField(name, value);
    }

    void flag(String name, boolean value) throws IOException {
        json.writeBooleanField(name, value);
    }

    void object(String name, Body body) throws IOException {
        json.writeObjectFieldStart(name);
        body.write(this);
        json.writeEndObject();
    }

    /** An object, or null where there is none. */
    <T> void object(String name, Optional<T> value, Element<T> element) throws IOException {
        if (value.isPresent()) {
            object(name, fields -> element.write(fields, value.get()));
        } else {
            json.writeNullField(name);
        }
    }

    <T> void array(String name, List<T> values, Element<T> element) throws IOException {
        json.writeArrayFieldStart(name);
        for (T value : values) {
            begin();
            element.write(this, value);
            end();
        }
        json.writeEndArray();
    }

    void texts(String name, List<String> values) throws IOException {
        json.writeFieldName(name);
        texts(values);
    }

    void texts(String name, Map<String, String> values) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> e : values.entrySet()) {
            text(e.getKey(), e.getValue());
        }
        json.writeEndObject();
    }

    void rows(String name, List<List<String>> rows) throws IOException {
        json.writeArrayFieldStart(name);
        for (List<String> row : rows) {
            texts(row);
        }
        json.writeEndArray();
    }

    private void texts(List<String> values) throws IOException {
        json.writeStartArray();
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
