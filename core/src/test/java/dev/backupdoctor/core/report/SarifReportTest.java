package dev.backupdoctor.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.testing.Golden;
import dev.backupdoctor.core.value.Place;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SarifReportTest {

    private static final Path SCHEMA = Path.of("src", "test", "resources", "sarif", "sarif-schema-2.1.0.json");

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void writesFindingsAndOpenQuestions() throws IOException {
        String report = write(Reports.everything(), Policy.DEFAULT, false);

        Golden.check("report/everything.sarif", report);
        valid(report);
    }

    @Test
    void fitsThePublishedSchema() throws IOException {
        for (Diagnosis diagnosis : List.of(Samples.of(), Hostile.diagnosis(), Reports.many(3, Severity.CRITICAL))) {
            valid(write(diagnosis, Policy.DEFAULT, false));
            valid(write(diagnosis, Reports.knowing(Set.of("00000000000000ff")), true));
        }
        valid(write(Reports.everything(), Policy.DEFAULT, true));
    }

    @Test
    void theSchemaCatchesWhatIsWrong() throws IOException {
        String wrong =
                write(Reports.everything(), Policy.DEFAULT, false).replace("\"kind\" : \"open\"", "\"kind\" : 1");

        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                        .getSchema(mapper.readTree(Files.readString(SCHEMA)))
                        .validate(mapper.readTree(wrong)))
                .isNotEmpty();
    }

    @Test
    void givesEveryResultAFile() throws IOException {
        for (Diagnosis diagnosis : List.of(Reports.everything(), Hostile.diagnosis())) {
            JsonNode results =
                    mapper.readTree(write(diagnosis, Policy.DEFAULT, true)).at("/runs/0/results");

            assertThat(results).isNotEmpty().allSatisfy(result -> {
                String uri = result.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .textValue();
                assertThat(URI.create(uri).toString()).isNotEmpty();
            });
        }
    }

    @Test
    void leavesSuppressedOutUnlessAsked() throws IOException {
        JsonNode without = mapper.readTree(write(Reports.everything(), Policy.DEFAULT, false));
        JsonNode with = mapper.readTree(write(Reports.everything(), Policy.DEFAULT, true));

        assertThat(without.findValues("suppressions")).isEmpty();
        assertThat(with.findValues("suppressions")).hasSize(1);
        assertThat(with.at("/runs/0/results"))
                .hasSize(without.at("/runs/0/results").size() + 1);
    }

    @Test
    void tellsNewFromKnownByTheBaseline() throws IOException {
        Policy knowing = Reports.knowing(Set.of("6f0c1e7a52d94b31"));

        JsonNode results =
                mapper.readTree(write(Reports.everything(), knowing, false)).at("/runs/0/results");

        assertThat(results.get(0).get("baselineState").textValue()).isEqualTo("unchanged");
        assertThat(results.get(1).get("baselineState").textValue()).isEqualTo("new");
    }

    @Test
    void countsColumnsInCharacters() throws IOException {
        Place place = Samples.place("a.log", 1, "größe 😀 voll", "voll");
        Diagnosis diagnosis =
                Samples.of(Samples.finding("acme-full", Severity.ERROR, "full", List.of(Samples.primary(place, ""))));

        JsonNode region = mapper.readTree(write(diagnosis, Policy.DEFAULT, false))
                .at("/runs/0/results/0/locations/0/physicalLocation/region");

        assertThat(region.get("startColumn").intValue()).isEqualTo("größe 😀 ".length() + 1);
        assertThat(region.get("endColumn").intValue()).isEqualTo("größe 😀 voll".length() + 1);
        assertThat(region.at("/snippet/text").textValue()).isEqualTo("voll");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    logs/a.log,           logs/a.log
                    /var/log/a b.log,     file:///var/log/a%20b.log
                    client:copy.log,      client%3Acopy.log
                    x.tar.gz!/etc/ü#?%,   x.tar.gz!/etc/%C3%BC%23%3F%25
                    """)
    void makesUrisOfFileNames(String file, String uri) {
        assertThat(SarifPlace.uri(file)).isEqualTo(uri);
        assertThat(URI.create(uri).getPath()).isNotNull();
    }

    private void valid(String report) throws IOException {
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                        .getSchema(mapper.readTree(Files.readString(SCHEMA)))
                        .validate(mapper.readTree(report)))
                .isEmpty();
    }

    private static String write(Diagnosis diagnosis, Policy policy, boolean suppressed) throws IOException {
        return Reports.text(out -> new SarifReport().write(diagnosis, Reports.with(policy), suppressed, out));
    }
}
