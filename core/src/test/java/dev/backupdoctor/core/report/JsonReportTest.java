package dev.backupdoctor.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.testing.Golden;
import dev.backupdoctor.core.value.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReportTest {

    private static final RunInfo RUN =
            new RunInfo("0.1.0", Instant.parse("2026-11-20T12:00:01.250Z"), Duration.ofMillis(1420), 1);

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void writesEverythingInFixedOrder() throws IOException {
        Diagnosis diagnosis = Samples.diagnosis(
                List.of(Samples.timeout()),
                List.of(Samples.open("web01")),
                List.of(Samples.unread("missing.log", "no such file")));

        String report = write(diagnosis);

        Golden.check("report/everything.json", report);
        assertThat(strictSchema().validate(mapper.readTree(report))).isEmpty();
    }

    @Test
    void fitsItsSchemaWhenNothingWasFound() throws IOException {
        String report = write(Samples.of());

        assertThat(strictSchema().validate(mapper.readTree(report))).isEmpty();
    }

    @Test
    void givesRawBytesWhereTextSpellsThemOut() throws IOException {
        byte[] bytes = {'a', (byte) 0xc3, '/', 0x1b, 'z'};
        String line = new String(bytes, StandardCharsets.ISO_8859_1);
        Finding finding = Samples.finding(
                "acme-name-not-utf8",
                Severity.ERROR,
                "a name is not valid UTF-8",
                List.of(
                        Samples.primary(new Place("a.log", 1, 2, 1, 0, line), "here"),
                        Samples.context(Samples.place("a.log", 2, "Zürich", "Z"), "")));

        JsonNode report = mapper.readTree(write(Samples.of(finding)));

        JsonNode torn = report.at("/findings/0/evidence/0");
        assertThat(torn.get("text").textValue()).isEqualTo("a\\xc3/\\x1bz");
        assertThat(Base64.getDecoder().decode(torn.get("raw").textValue())).isEqualTo(bytes);
        JsonNode sound = report.at("/findings/0/evidence/1");
        assertThat(sound.get("text").textValue()).isEqualTo("Zürich");
        assertThat(sound.has("raw")).isFalse();
        assertThat(strictSchema().validate(report)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keepsAnyLineWhole(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100; i++) {
            String line = random.ints(random.nextInt(80), 0, 256)
                    .mapToObj(b -> String.valueOf((char) b))
                    .collect(Collectors.joining());
            Finding finding = Samples.finding(
                    "acme-any",
                    Severity.ERROR,
                    "any line",
                    List.of(Samples.primary(new Place("a.log", 1, 1, 0, 0, line), "")));

            JsonNode evidence = mapper.readTree(write(Samples.of(finding))).at("/findings/0/evidence/0");

            byte[] bytes = evidence.has("raw")
                    ? Base64.getDecoder().decode(evidence.get("raw").textValue())
                    : evidence.get("text").textValue().getBytes(StandardCharsets.UTF_8);
            assertThat(bytes).as("seed %d, round %d", seed, i).isEqualTo(line.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** The schema with every field that it does not name forbidden, so that no field is left undescribed. */
    private JsonSchema strictSchema() throws IOException {
        try (InputStream in = JsonReport.class.getResourceAsStream("backup-doctor-1.schema.json")) {
            JsonNode schema = mapper.readTree(Objects.requireNonNull(in));
            forbidOthers(schema);
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema);
        }
    }

    private static void forbidOthers(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        node.forEach(JsonReportTest::forbidOthers);
    }

    private static String write(Diagnosis diagnosis) throws IOException {
        StringWriter out = new StringWriter();
        new JsonReport().write(diagnosis, RUN, out);
        return out.toString();
    }
}
