package dev.backupdoctor.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.backupdoctor.core.engine.RuleInfo;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rules export}: all rules for other programs, as docs/json.md describes it. */
@Command(
        name = "export",
        header = {
            "Prints all rules for programs, with everything that 'explain' says of them.",
            "",
            "Examples:",
            "  backup-doctor rules export --format json > rules.json",
            ""
        })
final class RulesExport implements Callable<Integer> {

    /** Value of the field {@code schema}. */
    static final String SCHEMA = "backup-doctor-rules/1";

    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final Terminal terminal;
    private final Engine engine;

    @Option(names = "--format", paramLabel = "FORMAT", description = "Format of what is printed: json, the default.")
    private String format = "json";

    @Mixin
    private RuleOptions rules = new RuleOptions();

    RulesExport(Terminal terminal, Engine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws IOException, UsageError, BadRules {
        if (!format.equals("json")) {
            throw new UsageError("--format: '" + format + "' is not one of json");
        }
        List<RuleInfo> all = engine.rules(rules.files(terminal, engine)).stream()
                .sorted(Comparator.comparing(RuleInfo::id))
                .toList();
        terminal.print(out -> write(all, out));
        return ExitCode.CLEAN;
    }

    private static void write(List<RuleInfo> rules, Writer out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            DefaultIndenter indent = new DefaultIndenter("  ", "\n");
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
            printer.indentObjectsWith(indent);
            printer.indentArraysWith(indent);
            json.setPrettyPrinter(printer);
            json.writeStartObject();
            json.writeStringField("schema", SCHEMA);
            json.writeStringField("version", Main.version());
            json.writeArrayFieldStart("rules");
            for (RuleInfo rule : rules) {
                write(rule, json);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void write(RuleInfo rule, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", rule.id());
        json.writeStringField("product", rule.product());
        json.writeStringField("title", rule.title());
        texts(json, "severities", List.of(rule.severity().split(" or ", -1)));
        json.writeStringField("file", rule.file());
        text(json, "why", rule.why());
        texts(json, "causes", rule.causes());
        texts(json, "fixes", rule.fixes());
        texts(json, "references", rule.references());
        text(json, "beware", rule.beware());
        texts(json, "settings", rule.settings());
        texts(json, "examples", rule.examples());
        json.writeStringField("text", rule.text());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        } else {
            json.writeNullField(name);
        }
    }

    private static void texts(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
