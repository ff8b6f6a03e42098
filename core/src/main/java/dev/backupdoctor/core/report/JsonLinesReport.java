package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import java.io.IOException;
import java.io.Writer;

/**
 * A diagnosis for machines that read line by line: a JSON object for each finding, then one for everything else, the
 * summary. Each has the fields that it has in {@link JsonReport}, and a {@code type} before them.
 */
public final class JsonLinesReport {

    /** Writes the lines; flushes the writer and leaves it open. */
    public void write(Diagnosis diagnosis, RunInfo run, Writer out) throws IOException {
        for (Finding finding : diagnosis.findings()) {
            JsonReport.line(out, json -> {
                json.text("type", "finding");
                FindingJson.write(json, finding);
            });
        }
        JsonReport.line(out, json -> {
            json.text("type", "summary");
            JsonReport.head(diagnosis, run, json);
            json.number("findings", diagnosis.findings().size());
            JsonReport.tail(diagnosis, json);
        });
    }
}
