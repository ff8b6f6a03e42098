package dev.backupdoctor.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.backupdoctor.core.finding.Diagnosis;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesReportTest {

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void givesAFindingALineAndThenTheSummary() throws IOException {
        List<String> lines = write(Reports.everything()).lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(mapper.readTree(lines.get(0)).get("type").textValue()).isEqualTo("finding");
        assertThat(mapper.readTree(lines.get(1)).get("rule").textValue()).isEqualTo("acme-slow");
        assertThat(mapper.readTree(lines.get(2)).get("type").textValue()).isEqualTo("summary");
    }

    @Test
    void saysTheSameAsTheWholeReport() throws IOException {
        Diagnosis diagnosis = Reports.everything();
        JsonNode whole = mapper.readTree(Reports.text(out -> new JsonReport().write(diagnosis, Reports.RUN, out)));
        List<String> lines = write(diagnosis).lines().toList();

        ObjectNode summary = (ObjectNode) mapper.readTree(lines.get(2));
        assertThat(summary.get("findings").intValue()).isEqualTo(2);
        summary.remove(List.of("type", "findings"));
        assertThat(whole.properties()).containsAll(summary.properties());
        ObjectNode first = (ObjectNode) mapper.readTree(lines.get(0));
        first.remove("type");
        assertThat(first).isEqualTo(whole.at("/findings/0"));
    }

    @Test
    void keepsEachObjectOnOneLine() throws IOException {
        assertThat(write(Hostile.diagnosis()).lines()).hasSize(2);
    }

    private static String write(Diagnosis diagnosis) throws IOException {
        return Reports.text(out -> new JsonLinesReport().write(diagnosis, Reports.RUN, out));
    }
}
