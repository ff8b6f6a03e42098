package dev.backupdoctor.core.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Metric;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.finding.Since;
import dev.backupdoctor.core.finding.SourceSeen;
import dev.backupdoctor.core.finding.Suppressed;
import dev.backupdoctor.core.source.Problem;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;

/**
 * A diagnosis for machines: one JSON object, described by {@code backup-doctor-1.schema.json} beside this class.
 *
 * <p>Names are snake_case and only ever added to. Every field is there in every report; what is not known is null. The
 * order of fields is fixed, that of arrays is the diagnosis's own.
 */
public final class JsonReport {

    /** Value of the field {@code schema}. */
    public static final String SCHEMA = "backup-doctor/1";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    /** Writes the object and a line feed; flushes the writer and leaves it open. */
    public void write(Diagnosis diagnosis, RunInfo run, Writer out) throws IOException {
        try (JsonGenerator json = pretty(out)) {
            write(diagnosis, run, new JsonFields(json));
            json.writeRaw('\n');
        }
    }

    /** A generator for people's eyes; closing it flushes the writer and leaves it open. */
    static JsonGenerator pretty(Writer out) throws IOException {
        JsonGenerator json = FACTORY.createGenerator(out);
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indent);
        printer.indentArraysWith(indent);
        return json.setPrettyPrinter(printer);
    }

    /** One object on one line. */
    static void line(Writer out, JsonFields.Body body) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            JsonFields fields = new JsonFields(json);
            fields.begin();
            body.write(fields);
            fields.end();
            json.writeRaw('\n');
        }
    }

    private static void write(Diagnosis diagnosis, RunInfo run, JsonFields json) throws IOException {
        json.begin();
        head(diagnosis, run, json);
        json.array("findings", diagnosis.findings(), FindingJson::write);
        tail(diagnosis, json);
        json.end();
    }

    /** What stands before the findings. */
    static void head(Diagnosis diagnosis, RunInfo run, JsonFields json) throws IOException {
        json.text("schema", SCHEMA);
        json.object("tool", tool -> {
            tool.text("name", "backup-doctor");
            tool.text("version", run.version());
        });
        json.object("run", it -> run(diagnosis, run, it));
        json.array("sources", diagnosis.sources(), JsonReport::source);
    }

    /** What stands behind the findings. */
    static void tail(Diagnosis diagnosis, JsonFields json) throws IOException {
        json.array("suppressed", diagnosis.suppressed(), JsonReport::suppressed);
        json.array("metrics", diagnosis.metrics(), JsonReport::metric);
        json.array("open", diagnosis.open(), JsonReport::open);
        json.array("problems", diagnosis.problems(), JsonReport::problem);
        json.object("since", diagnosis.since(), JsonReport::since);
    }

    private static void run(Diagnosis diagnosis, RunInfo run, JsonFields json) throws IOException {
        json.text("started", run.started().toString());
        json.number("seconds", BigDecimal.valueOf(run.took().toMillis(), 3));
        json.flag("complete", diagnosis.complete());
        json.number("exit", run.exit());
        json.object("rules", rules -> {
            rules.number("ran", diagnosis.rules().ran());
            rules.number("clean", diagnosis.rules().clean());
            rules.number("fired", diagnosis.rules().fired());
            rules.number("open", diagnosis.rules().open());
        });
        json.object("inputs", inputs -> {
            inputs.number("files", diagnosis.sources().size());
            inputs.number(
                    "bytes",
                    diagnosis.sources().stream().mapToLong(SourceSeen::bytes).sum());
            inputs.number(
                    "lines",
                    diagnosis.sources().stream().mapToLong(SourceSeen::lines).sum());
            inputs.number(
                    "unread",
                    diagnosis.problems().stream()
                            .filter(Problem::incomplete)
                            .map(Problem::file)
                            .distinct()
                            .count());
        });
        json.text("now", diagnosis.now().toString());
    }

    private static void source(JsonFields json, SourceSeen source) throws IOException {
        json.text("path", source.path());
        json.text("format", source.format());
        json.text("product", source.product());
        json.text("version", source.version());
        json.number("bytes", source.bytes());
        json.number("lines", source.lines());
    }

    private static void suppressed(JsonFields json, Suppressed suppressed) throws IOException {
        json.text("reason", suppressed.reason());
        json.text("expires", suppressed.expires().toString());
        json.object("finding", finding -> FindingJson.write(finding, suppressed.finding()));
    }

    private static void metric(JsonFields json, Metric metric) throws IOException {
        json.text("name", metric.name());
        json.number("value", metric.value());
        json.text("unit", metric.unit());
        json.texts("key", metric.key());
        json.text("help", metric.help());
        json.text("at", metric.at().map(Object::toString));
    }

    private static void open(JsonFields json, Open open) throws IOException {
        json.text("rule", open.rule());
        json.text("title", open.title());
        json.texts("key", open.key());
        json.texts("missing", open.missing());
        json.array("ask", open.asks(), FindingJson::ask);
    }

    private static void since(JsonFields json, Since since) throws IOException {
        json.text("last", since.last().map(Object::toString));
        json.texts("new", since.fresh().stream().sorted().toList());
        json.array("gone", since.gone(), (one, gone) -> {
            one.text("rule", gone.rule());
            one.text("fingerprint", gone.fingerprint());
            one.text("message", gone.message());
            one.text("first", gone.first().toString());
        });
    }

    private static void problem(JsonFields json, Problem problem) throws IOException {
        json.text("file", problem.file());
        json.number("line", problem.line());
        json.text("reason", problem.reason());
        json.flag("incomplete", problem.incomplete());
    }
}
