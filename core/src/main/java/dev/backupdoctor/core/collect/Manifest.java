package dev.backupdoctor.core.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.backupdoctor.core.source.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * The first member of a bundle: how it came about, and what it lacks.
 *
 * @param version of the program that made it
 * @param problems met while the sources were read into it; files by their names in the bundle
 */
record Manifest(String version, Circumstances when, List<Outcome> outcomes, List<Problem> problems) {

    /** Name of the member. */
    static final String NAME = "backup-doctor-bundle.json";

    private static final String SCHEMA = "backup-doctor-bundle/1";
    private static final ObjectMapper JSON = new ObjectMapper();

    Manifest {
        outcomes = List.copyOf(outcomes);
        problems = List.copyOf(problems);
    }

    String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("version", version);
        root.put("product", when.product());
        root.put("host", when.host());
        root.put("at", when.at().toString());
        root.put("zone", when.zone().getId());
        root.put("options", when.options());
        ArrayNode collectors = root.putArray("collectors");
        for (Outcome outcome : outcomes) {
            ObjectNode one = collectors.addObject();
            one.put("name", outcome.collector());
            outcome.formats().forEach(one.withArray("formats")::add);
            one.put("state", outcome.state().name().toLowerCase(Locale.ROOT));
            one.put("reason", outcome.reason());
            one.put("sources", outcome.sources());
            one.put("bytes", outcome.bytes());
            one.put("seconds", BigDecimal.valueOf(outcome.took().toMillis(), 3));
        }
        ArrayNode listed = root.putArray("problems");
        for (Problem problem : problems) {
            ObjectNode one = listed.addObject();
            one.put("file", problem.file());
            one.put("line", problem.line());
            one.put("reason", problem.reason());
            one.put("incomplete", problem.incomplete());
        }
        return root.toPrettyString() + "\n";
    }

    /**
     * Reads it.
     *
     * @throws IOException when it is torn, or of a version that is not known
     */
    static Manifest read(String json) throws IOException {
        try {
            JsonNode root = JSON.readTree(json);
            if (!root.path("schema").asText().equals(SCHEMA)) {
                throw new IOException("it is a bundle of the kind '"
                        + root.path("schema").asText() + "', and this program knows " + SCHEMA);
            }
            var when = new Circumstances(
                    root.path("product").asText(),
                    root.path("host").asText(),
                    Instant.parse(root.path("at").asText()),
                    ZoneId.of(root.path("zone").asText()),
                    root.path("options").asText());
            List<Outcome> outcomes = new ArrayList<>();
            for (JsonNode one : root.path("collectors")) {
                outcomes.add(outcome(one));
            }
            List<Problem> problems = new ArrayList<>();
            for (JsonNode one : root.path("problems")) {
                problems.add(new Problem(
                        one.path("file").asText(),
                        one.path("line").asLong(),
                        one.path("reason").asText(),
                        one.path("incomplete").asBoolean()));
            }
            return new Manifest(root.path("version").asText(), when, outcomes, problems);
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            throw new IOException("the manifest of the bundle is torn: " + e.getMessage(), e);
        }
    }

    private static Outcome outcome(JsonNode one) {
        var formats = new TreeSet<String>();
        one.path("formats").forEach(f -> formats.add(f.asText()));
        return new Outcome(
                one.path("name").asText(),
                formats,
                Outcome.State.valueOf(one.path("state").asText().toUpperCase(Locale.ROOT)),
                one.path("reason").asText(),
                one.path("sources").asInt(),
                one.path("bytes").asLong(),
                Duration.ofMillis(
                        one.path("seconds").decimalValue().movePointRight(3).longValue()));
    }
}
