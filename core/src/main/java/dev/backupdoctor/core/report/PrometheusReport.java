package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Metric;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.finding.SourceSeen;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Metrics for the textfile collector of a node exporter: no timestamps of samples, no path of a file, no message.
 *
 * <p>Format: Prometheus, "Text-based format", version 0.0.4.
 */
public final class PrometheusReport {

    private static final String PREFIX = "backup_doctor_";

    /** Series of one name: each of them is kept for weeks by whoever reads this. */
    private static final int SERIES = 200;

    private static final Map<String, String> UNITS = Map.of("s", "_seconds", "B", "_bytes");

    /** Writes all metrics; ends with a line feed. */
    public void write(Diagnosis diagnosis, RunInfo run, Writer out) throws IOException {
        findings(diagnosis, out);
        infos(diagnosis, out);
        gauge(
                out,
                "open_questions",
                "Rules and objects that could not be decided.",
                diagnosis.open().size());
        gauge(out, "run_complete", "1 when every input was read to its end.", diagnosis.complete() ? 1 : 0);
        gauge(out, "run_exit_code", "Exit code of the last run.", run.exit());
        head(out, "run_duration_seconds", "How long the last run took.");
        sample(
                out,
                "run_duration_seconds",
                Map.of(),
                BigDecimal.valueOf(run.took().toMillis(), 3));
        gauge(
                out,
                "last_run_timestamp_seconds",
                "When the last run began; alert on its age.",
                run.started().getEpochSecond());
        metrics(Latest.of(diagnosis.metrics()), out);
    }

    /** Zeros too: an alert ends when its series says so, not when it is gone. */
    private static void findings(Diagnosis diagnosis, Writer out) throws IOException {
        SortedSet<String> products = new TreeSet<>();
        diagnosis.sources().stream()
                .map(SourceSeen::product)
                .flatMap(Optional::stream)
                .forEach(products::add);
        diagnosis.findings().forEach(f -> products.add(f.product()));
        head(out, "findings", "Findings of the last run by severity.");
        for (String product : products) {
            for (Severity severity : Severity.values()) {
                long count = diagnosis.findings().stream()
                        .filter(f -> f.product().equals(product) && f.severity() == severity)
                        .count();
                Map<String, String> labels = labels("product", product, "severity", severity.word());
                sample(out, "findings", labels, BigDecimal.valueOf(count));
            }
        }
    }

    private static void infos(Diagnosis diagnosis, Writer out) throws IOException {
        Set<Map<String, String>> series = new LinkedHashSet<>();
        for (Finding f : diagnosis.findings()) {
            Map<String, String> labels = labels("rule", f.rule(), "product", f.product());
            labels.put("object", OneLine.about(f.key()));
            labels.put("severity", f.severity().word());
            series.add(labels);
        }
        head(out, "finding_info", "One series for each finding, at most " + SERIES + ".");
        for (Map<String, String> labels : series.stream().limit(SERIES).toList()) {
            sample(out, "finding_info", labels, BigDecimal.ONE);
        }
        int leftOut = Math.max(0, series.size() - SERIES);
        gauge(out, "finding_info_left_out", "Findings for which there was no room.", leftOut);
    }

    private static void metrics(List<Metric> metrics, Writer out) throws IOException {
        SortedMap<String, List<Metric>> byName = new TreeMap<>();
        metrics.forEach(
                m -> byName.computeIfAbsent(name(m), name -> new ArrayList<>()).add(m));
        for (Map.Entry<String, List<Metric>> e : byName.entrySet()) {
            head(out, e.getKey(), e.getValue().get(0).help() + ".");
            for (Metric m :
                    e.getValue().subList(0, Math.min(SERIES, e.getValue().size()))) {
                Map<String, String> labels = new LinkedHashMap<>();
                m.key().forEach((key, value) -> labels.put(OneLine.name(key), OneLine.text(value)));
                sample(out, e.getKey(), labels, m.value());
            }
        }
    }

    private static String name(Metric metric) {
        String name = OneLine.name(metric.name());
        String unit = UNITS.getOrDefault(metric.unit(), "");
        return name.endsWith(unit) ? name : name + unit;
    }

    private static void gauge(Writer out, String name, String help, long value) throws IOException {
        head(out, name, help);
        sample(out, name, Map.of(), BigDecimal.valueOf(value));
    }

    private static void head(Writer out, String name, String help) throws IOException {
        String text = OneLine.text(help).replace("\\", "\\\\");
        out.append("# HELP " + PREFIX + name + " " + text + "\n# TYPE " + PREFIX + name + " gauge\n");
    }

    private static void sample(Writer out, String name, Map<String, String> labels, BigDecimal value)
            throws IOException {
        List<String> pairs = new ArrayList<>();
        labels.forEach((label, text) ->
                pairs.add(label + "=\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
        String set = pairs.isEmpty() ? "" : "{" + String.join(",", pairs) + "}";
        out.append(PREFIX + name + set + " " + OneLine.number(value) + "\n");
    }

    private static Map<String, String> labels(String name, String value, String other, String otherValue) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(name, value);
        labels.put(other, otherValue);
        return labels;
    }
}
