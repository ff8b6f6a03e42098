package dev.backupdoctor.core.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.finding.Suppressed;
import dev.backupdoctor.core.source.Problem;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A diagnosis as the results of an analysis tool.
 *
 * <p>Format: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0". Every result has a location,
 * because GitHub refuses the whole file for one that has none.
 */
public final class SarifReport {

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

    /** GitHub refuses a run with more than 25,000 results; the gravest come first. */
    private static final int RESULTS = 20_000;

    /** What a result says of its rule. */
    private record RuleSeen(String id, String title, String why, Optional<Severity> severity) {}

    /**
     * Writes the object and a line feed; flushes the writer and leaves it open.
     *
     * @param suppressed true to list suppressed findings, marked as such; some readers count them all the same
     */
    public void write(Diagnosis diagnosis, RunInfo run, boolean suppressed, Writer out) throws IOException {
        try (JsonGenerator generator = JsonReport.pretty(out)) {
            JsonFields json = new JsonFields(generator);
            json.begin();
            json.text("$schema", SCHEMA);
            json.text("version", "2.1.0");
            json.array("runs", List.of(diagnosis), (it, one) -> run(it, one, run, suppressed));
            json.end();
            generator.writeRaw('\n');
        }
    }

    private static void run(JsonFields json, Diagnosis diagnosis, RunInfo run, boolean suppressed) throws IOException {
        List<RuleSeen> rules = rules(diagnosis, suppressed);
        json.object(
                "tool",
                tool -> tool.object("driver", driver -> {
                    driver.text("name", "backup-doctor");
                    driver.text("version", run.version());
                    driver.array("rules", rules, SarifReport::rule);
                }));
        List<SarifResult> results = results(diagnosis, run, suppressed);
        json.array("invocations", List.of(run), (it, info) -> invocation(it, info, diagnosis, results.size()));
        json.text("columnKind", "utf16CodeUnits");
        List<String> ids = rules.stream().map(RuleSeen::id).toList();
        json.array("results", results.subList(0, Math.min(RESULTS, results.size())), (it, result) -> {
            it.text("ruleId", result.rule());
            it.number("ruleIndex", ids.indexOf(result.rule()));
            result.write(it);
        });
    }

    private static List<SarifResult> results(Diagnosis diagnosis, RunInfo run, boolean suppressed) {
        List<SarifResult> results = new ArrayList<>();
        diagnosis.findings().forEach(f -> results.add(SarifResult.of(f, diagnosis, run.policy())));
        if (suppressed) {
            diagnosis.suppressed().forEach(s -> results.add(SarifResult.of(s, diagnosis)));
        }
        diagnosis.open().forEach(o -> SarifResult.of(o, diagnosis).ifPresent(results::add));
        return results;
    }

    private static List<RuleSeen> rules(Diagnosis diagnosis, boolean suppressed) {
        Map<String, RuleSeen> rules = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>(diagnosis.findings());
        if (suppressed) {
            diagnosis.suppressed().stream().map(Suppressed::finding).forEach(findings::add);
        }
        for (Finding f : findings) {
            rules.putIfAbsent(f.rule(), new RuleSeen(f.rule(), f.title(), f.why(), Optional.of(f.severity())));
        }
        for (Open o : diagnosis.open()) {
            rules.putIfAbsent(o.rule(), new RuleSeen(o.rule(), o.title(), "", Optional.empty()));
        }
        return List.copyOf(rules.values());
    }

    private static void rule(JsonFields json, RuleSeen rule) throws IOException {
        json.text("id", rule.id());
        json.object("shortDescription", it -> it.text("text", rule.title()));
        if (!rule.why().isEmpty()) {
            json.object("fullDescription", it -> it.text("text", rule.why()));
        }
        json.object("help", it -> it.text("text", "backup-doctor explain " + rule.id()));
        if (rule.severity().isPresent()) {
            json.object(
                    "defaultConfiguration",
                    it -> it.text("level", level(rule.severity().get())));
        }
        json.object("properties", it -> it.texts("tags", List.of(OneLine.product(rule.id()))));
    }

    static String level(Severity severity) {
        return severity.atLeast(Severity.ERROR) ? "error" : severity == Severity.WARNING ? "warning" : "note";
    }

    private static void invocation(JsonFields json, RunInfo run, Diagnosis diagnosis, int results) throws IOException {
        json.flag("executionSuccessful", true);
        json.number("exitCode", run.exit());
        json.text("startTimeUtc", run.started().toString());
        json.text("endTimeUtc", run.started().plus(run.took()).toString());
        List<Problem> problems = new ArrayList<>(diagnosis.problems());
        if (results > RESULTS) {
            problems.add(new Problem("sarif", 0, "only the first " + RESULTS + " of " + results + " are listed", true));
        }
        json.array("toolExecutionNotifications", problems, (it, problem) -> {
            it.text("level", problem.incomplete() ? "warning" : "note");
            it.object("message", message -> message.text("text", OneLine.text(problem.toString())));
        });
    }
}
