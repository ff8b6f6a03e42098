package dev.backupdoctor.core.baseline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.backupdoctor.core.finding.Severity;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A baseline as JSON, made to be read in a diff: one suppression after the other, by rule.
 *
 * <pre>
 * {"schema": "backup-doctor-baseline/1",
 *  "suppressions": [
 *   {"fingerprint": "6f0c1e7a52d94b31", "rule": "acme-disk-full", "severity": "error",
 *    "title": "The disk is full {disk=/srv}", "reason": "new disk ordered", "expires": "2027-01-31"}]}
 * </pre>
 */
public final class BaselineText {

    private static final String NAME = "backup-doctor-baseline/";
    private static final String SCHEMA = NAME + "1";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private BaselineText() {}

    /**
     * The baseline in a text.
     *
     * @throws BadBaseline with a message that says what is wrong, and where
     */
    public static Baseline read(String text) throws BadBaseline {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            String at =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw new BadBaseline("is torn or no JSON" + at, e);
        }
        String schema = root.path("schema").asText("");
        if (!schema.equals(SCHEMA)) {
            boolean newer = schema.startsWith(NAME);
            throw new BadBaseline(
                    newer
                            ? "is of version " + schema + "; this program knows " + SCHEMA
                            : "is no baseline: its schema is not " + SCHEMA);
        } else if (!root.path("suppressions").isArray()) {
            throw new BadBaseline("has no list of suppressions");
        }
        List<Suppression> suppressions = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode node : root.path("suppressions")) {
            Suppression s = suppression(node, suppressions.size() + 1);
            if (!seen.add(s.fingerprint())) {
                throw new BadBaseline("names the fingerprint " + s.fingerprint() + " twice");
            }
            suppressions.add(s);
        }
        return new Baseline(suppressions);
    }

    private static Suppression suppression(JsonNode node, int number) throws BadBaseline {
        String expires = text(node, "expires", number);
        String severity = text(node, "severity", number);
        try {
            return new Suppression(
                    text(node, "fingerprint", number),
                    text(node, "rule", number),
                    Severity.of(severity)
                            .orElseThrow(() -> new BadBaseline(
                                    "suppression " + number + " has the severity '" + severity + "', which is none")),
                    text(node, "title", number),
                    text(node, "reason", number),
                    LocalDate.parse(expires));
        } catch (DateTimeException e) {
            throw new BadBaseline("suppression " + number + " expires on '" + expires + "'; write it as 2027-01-31", e);
        }
    }

    private static String text(JsonNode node, String field, int number) throws BadBaseline {
        String text = node.path(field).asText("");
        if (text.isBlank()) {
            String need =
                    field.equals("reason") || field.equals("expires") ? ": each needs a reason and an expiry" : "";
            throw new BadBaseline("suppression " + number + " has no '" + field + "'" + need);
        }
        return text;
    }

    /** The text of a file, with a line feed at its end. */
    public static String write(Baseline baseline) {
        ObjectNode root = JSON.createObjectNode().put("schema", SCHEMA);
        ArrayNode all = root.putArray("suppressions");
        for (Suppression s : baseline.suppressions()) {
            all.addObject()
                    .put("fingerprint", s.fingerprint())
                    .put("rule", s.rule())
                    .put("severity", s.severity().word())
                    .put("title", s.title())
                    .put("reason", s.reason())
                    .put("expires", s.expires().toString());
        }
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indent);
        printer.indentArraysWith(indent);
        try {
            return JSON.writer(printer).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
