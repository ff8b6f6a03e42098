package dev.backupdoctor.nbd.stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The JSON of the meta frame, as Python's {@code json.dumps(…, indent=4)} writes it.
 *
 * <p>Version 1 knew no compression and wrote {@code "parentCheckpoint": false}; the oldest files have hyphens in their
 * keys ({@code virtual-size}). Keys that are not known are skipped.
 */
public final class MetaJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private MetaJson() {}

    /**
     * Reads the JSON of a meta frame.
     *
     * @throws StreamException with {@link StreamException.Fault#BAD_META} or {@code UNKNOWN_VERSION}, at the start of
     *     the JSON in the file
     */
    public static Meta parse(byte[] json) throws StreamException {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw bad("the meta frame is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw bad("the meta frame cannot be read: " + e.getMessage());
        }
        if (!root.isObject()) {
            throw bad("the meta frame is no JSON object");
        }
        int version = root.has("streamVersion") || root.has("stream-version") ? (int) number(root, "streamVersion") : 1;
        if (version < 1 || version > Meta.STREAM_VERSION) {
            throw new StreamException(
                    StreamException.Fault.UNKNOWN_VERSION,
                    Frame.BYTES,
                    "the stream has version " + version + ", known are 1 and " + Meta.STREAM_VERSION);
        }
        return new Meta(
                number(root, "virtualSize"),
                number(root, "dataSize"),
                optionalText(root, "date").orElse(""),
                text(root, "diskName"),
                optionalText(root, "diskFormat").orElse(""),
                text(root, "checkpointName"),
                version == 1 ? OptionalInt.empty() : compression(root),
                optionalText(root, "parentCheckpoint").filter(name -> !name.isEmpty()),
                value(root, "incremental").asBoolean(false),
                version);
    }

    private static OptionalInt compression(JsonNode root) throws StreamException {
        JsonNode value = value(root, "compressed");
        if (value.isMissingNode() || (value.isBoolean() && !value.booleanValue())) {
            return OptionalInt.empty();
        }
        // Before the level could be chosen it was true.
        if (value.isBoolean()) {
            return OptionalInt.of(0);
        }
        if (!value.canConvertToInt()) {
            throw bad("compressed in the meta frame is " + value + ", expected false or a level");
        }
        return OptionalInt.of(value.intValue());
    }

    private static long number(JsonNode root, String key) throws StreamException {
        JsonNode value = value(root, key);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw bad(key + " in the meta frame is " + shown(value) + ", expected a number, 0 or more");
        }
        return value.longValue();
    }

    private static String text(JsonNode root, String key) throws StreamException {
        return optionalText(root, key)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> bad(key + " in the meta frame is " + shown(value(root, key)) + ", expected text"));
    }

    private static Optional<String> optionalText(JsonNode root, String key) {
        return Optional.ofNullable(value(root, key).textValue());
    }

    private static JsonNode value(JsonNode root, String key) {
        JsonNode value = root.path(key);
        return value.isMissingNode() ? root.path(hyphenated(key)) : value;
    }

    private static String hyphenated(String key) {
        var name = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (Character.isUpperCase(c)) {
                name.append('-');
            }
            name.append(Character.toLowerCase(c));
        }
        return name.toString();
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : value.toString();
    }

    private static StreamException bad(String reason) {
        return new StreamException(StreamException.Fault.BAD_META, Frame.BYTES, reason);
    }

    /** The JSON as it stands in a file, byte for byte as the original writes it. */
    public static byte[] bytes(Meta meta) {
        var out = new ByteArrayOutputStream(512);
        var printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentObjectsWith(new DefaultIndenter("    ", "\n"));
        JsonFactory factory =
                JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.setPrettyPrinter(printer);
            write(meta, json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return out.toByteArray();
    }

    /** Writes the object in the order of the original. */
    public static void write(Meta meta, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("virtualSize", meta.virtualSize());
        json.writeNumberField("dataSize", meta.dataSize());
        json.writeStringField("date", meta.date());
        json.writeStringField("diskName", meta.diskName());
        json.writeStringField("diskFormat", meta.diskFormat());
        json.writeStringField("checkpointName", meta.checkpointName());
        if (meta.isCompressed()) {
            json.writeNumberField("compressed", meta.compressionLevel().getAsInt());
        } else {
            json.writeBooleanField("compressed", false);
        }
        json.writeStringField("compressionMethod", "lz4");
        json.writeStringField("parentCheckpoint", meta.parentCheckpoint().orElse(""));
        json.writeBooleanField("incremental", meta.incremental());
        json.writeNumberField("streamVersion", meta.streamVersion());
        json.writeEndObject();
    }
}
