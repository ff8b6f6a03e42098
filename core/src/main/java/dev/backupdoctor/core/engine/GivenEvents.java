package dev.backupdoctor.core.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.event.Kind;
import dev.backupdoctor.core.format.Claim;
import dev.backupdoctor.core.rule.KindTable;
import dev.backupdoctor.core.value.Code;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.RawName;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Size;
import dev.backupdoctor.core.value.Type;
import dev.backupdoctor.core.value.Utf8;
import dev.backupdoctor.core.value.Value;
import dev.backupdoctor.core.value.Version;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Reads {@code given events} of an example: one JSON object a line. {@code {"kind": K, field: value}} is an event;
 * {@code {"covers": K, key: value}} says that a source was looked into and holds no other event of that kind. Durations
 * are seconds, sizes bytes, instants ISO 8601.
 */
final class GivenEvents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KindTable kinds;
    private final LongFunction<Code> codes;
    private final List<String> mistakes = new ArrayList<>();

    /** Reads events of these kinds; {@code codes} looks a code up. */
    GivenEvents(KindTable kinds, LongFunction<Code> codes) {
        this.kinds = kinds;
        this.codes = codes;
    }

    /** What was wrong with the events read so far. */
    List<String> mistakes() {
        return mistakes;
    }

    /** The sources that the lines stand for. */
    List<CaseSource> read(String name, String lines) {
        List<CaseSource> sources = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        String[] all = lines.split("\n", -1);
        long offset = 0;
        for (int i = 0; i < all.length; i++) {
            Place place = new Place(name, i + 1, 1, 0, offset, Utf8.encode(all[i]));
            offset += place.text().length() + 1;
            if (!all[i].isBlank()) {
                line(all[i], place, events, sources);
            }
        }
        sources.add(0, new CaseSource(name, List.of(), Optional.empty(), Optional.empty(), events));
        return sources;
    }

    private void line(String text, Place place, List<Event> events, List<CaseSource> sources) {
        try {
            JsonNode node = JSON.readTree(text);
            String kindName = node.path(node.has("covers") ? "covers" : "kind").asText();
            Optional<Kind> kind = kinds.find(kindName);
            if (kind.isEmpty()) {
                mistakes.add("line " + place.line() + ": unknown kind '" + kindName + "'");
                return;
            }
            Map<String, Value> fields = fields(node, kind.get(), place);
            if (node.has("covers")) {
                sources.add(new CaseSource(
                        place.toString(),
                        List.of(new Claim(kindName, fields)),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
                return;
            }
            fields.putIfAbsent("source", Value.of(place.file(), place));
            fields.put("line", Value.of(BigDecimal.valueOf(place.line()), place));
            events.add(new Event(kindName, fields, place, place.line()));
        } catch (JsonProcessingException wrong) {
            mistakes.add("line " + place.line() + " is no JSON object");
        }
    }

    private Map<String, Value> fields(JsonNode node, Kind kind, Place place) {
        Map<String, Value> fields = new HashMap<>();
        node.properties().forEach(f -> {
            String name = f.getKey();
            if (name.equals("kind") || name.equals("covers")) {
                return;
            } else if (!kind.has(name)) {
                mistakes.add("line " + place.line() + ": " + kind.name() + " has no field '" + name + "'");
                return;
            }
            Optional<Object> it = value(f.getValue(), kind.type(name));
            if (it.isEmpty() && !f.getValue().isNull()) {
                mistakes.add("line " + place.line() + ": " + f.getValue() + " is no " + kind.type(name));
            }
            it.ifPresent(v -> fields.put(name, Value.of(v, place)));
        });
        return fields;
    }

    private Optional<Object> value(JsonNode node, Type type) {
        if (node.isNull()) {
            return Optional.empty();
        } else if (type instanceof Type.Words words) {
            return Optional.of((Object) node.asText()).filter(words.words()::contains);
        }
        if (!(type instanceof Scalar scalar)) {
            return Optional.empty();
        }
        try {
            return Optional.of(scalar(node, scalar));
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }

    private Object scalar(JsonNode node, Scalar type) {
        return switch (type) {
            case NUMBER -> new BigDecimal(node.asText());
            case DURATION ->
                Duration.ofNanos(new BigDecimal(node.asText()).movePointRight(9).longValueExact());
            case SIZE -> new Size(new BigDecimal(node.asText()).longValueExact());
            case INSTANT -> Instant.parse(node.asText());
            case VERSION -> new Version(node.asText());
            case CODE -> codes.apply(new BigDecimal(node.asText()).longValueExact());
            case YES_NO -> node.asBoolean();
            case RAW -> new RawName(Utf8.encode(node.asText()));
            default -> node.asText();
        };
    }
}
