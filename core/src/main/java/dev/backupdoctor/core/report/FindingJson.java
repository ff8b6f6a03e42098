package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Ask;
import dev.backupdoctor.core.finding.Cause;
import dev.backupdoctor.core.finding.Evidence;
import dev.backupdoctor.core.finding.Figure;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.finding.ShellWords;
import dev.backupdoctor.core.finding.Table;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Utf8;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The fields of one finding, and of the findings folded under it. */
final class FindingJson {

    private FindingJson() {}

    static void write(JsonFields json, Finding finding) throws IOException {
        json.text("rule", finding.rule());
        json.text("fingerprint", finding.fingerprint());
        json.text("severity", finding.severity().word());
        json.text("confidence", word(finding.confidence()));
        json.text("product", finding.product());
        json.texts("key", finding.key());
        json.text("title", finding.title());
        json.text("message", finding.message());
        json.text("why", finding.why());
        json.object("values", values -> {
            for (Map.Entry<String, Figure> e : finding.values().entrySet()) {
                values.object(e.getKey(), figure -> figure(figure, e.getValue()));
            }
        });
        json.array("evidence", finding.evidence(), FindingJson::evidence);
        json.array("causes", finding.causes(), FindingJson::cause);
        json.array("fixes", finding.fixes(), FindingJson::fix);
        json.object("verify", finding.verify(), (verify, how) -> {
            verify.text("text", "backup-doctor verify " + finding.rule());
            verify.text("verifier", how.verifier());
            verify.texts("arguments", how.arguments());
            verify.number("within_seconds", how.within().toSeconds());
        });
        json.texts("references", finding.references());
        json.object("seen", seen -> {
            seen.number("in", finding.seenIn());
            seen.number("of", finding.seenOf());
        });
        json.array("tables", finding.tables(), FindingJson::table);
        json.array("symptoms", finding.symptoms(), FindingJson::write);
        json.flag("partial", finding.partial());
        json.text("at", finding.at().map(Instant::toString));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void figure(JsonFields json, Figure figure) throws IOException {
        if (figure.value() instanceof BigDecimal number) {
            json.number("value", number);
        } else if (figure.value() instanceof Boolean flag) {
            json.flag("value", flag);
        } else {
            json.text("value", figure.value().toString());
        }
        json.text("unit", figure.unit());
        json.array("from", figure.from(), (from, place) -> {
            from.text("file", place.file());
            from.number("line", place.line());
        });
    }

    private static void evidence(JsonFields json, Evidence evidence) throws IOException {
        Place place = evidence.place();
        String text = Utf8.decode(place.text());
        json.text("role", evidence.primary() ? "primary" : "context");
        json.text("file", place.file());
        json.number("line", place.line());
        json.number("column", place.column());
        json.number("length", place.length());
        json.number("offset", place.offset());
        json.text("text", text);
        json.text("label", evidence.label());
        if (!Utf8.encode(text).equals(place.text())) {
            byte[] raw = place.text().getBytes(StandardCharsets.ISO_8859_1);
            json.text("raw", Base64.getEncoder().encodeToString(raw));
        }
    }

    private static void cause(JsonFields json, Cause cause) throws IOException {
        json.text("text", cause.text());
        json.text("confidence", word(cause.confidence()));
        json.object("ask", cause.ask(), FindingJson::ask);
    }

    static void ask(JsonFields json, Ask ask) throws IOException {
        json.text("name", ask.name());
        json.text("command", ask.command());
        json.text("host", ask.host());
        json.text("text", ask.text());
    }

    private static void fix(JsonFields json, Fix fix) throws IOException {
        json.text("id", fix.id());
        json.text("risk", fix.risk().word());
        json.text("title", fix.title());
        List<String> commands = new ArrayList<>();
        List<String> undo = new ArrayList<>();
        for (Fix.Step step : fix.steps()) {
            if (step instanceof Fix.Step.Run run) {
                commands.add(ShellWords.of(run.arguments()));
                undo(run).ifPresent(u -> undo.add(0, u));
            }
        }
        json.texts("commands", commands);
        json.texts("undo", undo);
        json.array("steps", fix.steps(), FindingJson::step);
        json.text("loses", fix.loses());
        json.text("confirm", fix.confirm());
    }

    private static Optional<String> undo(Fix.Step.Run run) {
        return run.undo().isEmpty() ? Optional.empty() : Optional.of(ShellWords.of(run.undo()));
    }

    private static void step(JsonFields json, Fix.Step step) throws IOException {
        if (step instanceof Fix.Step.Edit edit) {
            json.text("kind", "edit");
            json.text("file", edit.place().file());
            json.number("line", edit.place().line());
            json.number("column", edit.place().column());
            json.number("length", edit.place().length());
            json.text("from", edit.from());
            json.text("to", edit.to());
        } else if (step instanceof Fix.Step.Run run) {
            json.text("kind", "run");
            json.texts("arguments", run.arguments());
            json.text("host", run.host());
            json.text("undo", undo(run));
        } else if (step instanceof Fix.Step.Do person) {
            json.text("kind", "do");
            json.text("text", person.text());
        }
    }

    private static void table(JsonFields json, Table table) throws IOException {
        json.text("title", table.title());
        json.texts("columns", table.columns());
        json.rows("rows", table.rows());
    }
}
