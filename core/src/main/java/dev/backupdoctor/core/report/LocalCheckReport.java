package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Metric;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.finding.SourceSeen;
import dev.backupdoctor.core.source.Problem;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Lines of a local check of a monitoring agent: state, service, metrics, text, parted by one blank each.
 *
 * <pre>
 * 2 "Backup acme" bd_findings=1|bd_open=0 disk /srv is full\nerror[acme-disk-full]: disk /srv is full
 * </pre>
 *
 * <p>There is one service for each product and one for the run itself, whether there are findings or not: a service
 * that is only there while it is ill would be reported as lost when it is well again.
 */
public final class LocalCheckReport {

    private static final String RUN = "Backup doctor";
    private static final int DETAILS = 50;
    private static final int TEXT = 200;
    private static final int METRICS = 60;

    /** Writes one line for each service. */
    public void write(Diagnosis diagnosis, RunInfo run, Writer out) throws IOException {
        SortedSet<String> products = products(diagnosis);
        run.product().ifPresent(products::add);
        boolean unchecked = run.policy().unchecked(diagnosis);
        for (String product : products) {
            List<Finding> findings = diagnosis.findings().stream()
                    .filter(f -> f.product().equals(product))
                    .toList();
            List<Open> open = diagnosis.open().stream()
                    .filter(o -> OneLine.product(o.rule()).equals(product))
                    .toList();
            List<Finding> weighing =
                    findings.stream().filter(run.policy()::weighs).toList();
            State state = State.of(findings, diagnosis, run.policy());
            List<String> metrics = new ArrayList<>();
            metrics.add("bd_findings=" + findings.size());
            metrics.add("bd_open=" + open.size());
            Latest.of(diagnosis.metrics()).stream()
                    .filter(m -> owner(m, products).filter(product::equals).isPresent())
                    .limit(METRICS)
                    .forEach(m -> metrics.add(metric(m)));
            String text = text(weighing, findings, open) + (unchecked ? ", but not everything could be looked at" : "");
            line(state, "Backup " + product, metrics, text, details(findings, open), out);
        }
        run(diagnosis, run, products, out);
    }

    /** What is printed when there is nothing to report on. */
    public static String failure(String reason) {
        List<String> lines = reason.lines().limit(DETAILS).toList();
        String first = lines.isEmpty() ? "the run ended without a word" : lines.get(0);
        StringBuilder out = new StringBuilder("3 \"" + RUN + "\" - " + plain(OneLine.cut(first, TEXT)));
        lines.stream().skip(1).forEach(line -> out.append("\\n").append(plain(OneLine.cut(line, TEXT))));
        return out.append('\n').toString();
    }

    private static void run(Diagnosis diagnosis, RunInfo run, SortedSet<String> products, Writer out)
            throws IOException {
        boolean unchecked = run.policy().unchecked(diagnosis);
        long unread = diagnosis.problems().stream().filter(Problem::incomplete).count();
        List<String> metrics = new ArrayList<>(List.of(
                "bd_unread=" + unread,
                "bd_seconds=" + OneLine.number(BigDecimal.valueOf(run.took().toMillis(), 3))));
        Latest.of(diagnosis.metrics()).stream()
                .filter(m -> owner(m, products).isEmpty())
                .limit(METRICS)
                .forEach(m -> metrics.add(metric(m)));
        String text = OneLine.looked(diagnosis);
        if (unread > 0) {
            text += ", not everything could be read";
        } else if (unchecked) {
            text += diagnosis.rules().ran() == 0 ? ": nothing was checked" : ", not everything could be decided";
        }
        List<String> details =
                diagnosis.problems().stream().map(Problem::toString).toList();
        line(unchecked ? State.UNKNOWN : State.OK, RUN, metrics, text, details, out);
    }

    private static SortedSet<String> products(Diagnosis diagnosis) {
        SortedSet<String> products = new TreeSet<>();
        diagnosis.sources().stream()
                .map(SourceSeen::product)
                .flatMap(Optional::stream)
                .forEach(products::add);
        diagnosis.findings().forEach(f -> products.add(f.product()));
        diagnosis.rules().passed().forEach(c -> products.add(OneLine.product(c.rule())));
        diagnosis.open().forEach(o -> products.add(OneLine.product(o.rule())));
        return products;
    }

    /** The product whose name a metric begins with. */
    private static Optional<String> owner(Metric metric, SortedSet<String> products) {
        return products.stream().filter(p -> metric.name().startsWith(p + "_")).findFirst();
    }

    /** With a prefix, lest the name be that of a metric which the monitoring system draws in its own way. */
    private static String metric(Metric metric) {
        StringBuilder name = new StringBuilder("bd_" + OneLine.name(metric.name()));
        metric.key().values().forEach(value -> name.append('_').append(OneLine.name(value)));
        return name + "=" + OneLine.number(metric.value());
    }

    private static String text(List<Finding> weighing, List<Finding> findings, List<Open> open) {
        String stays = open.isEmpty() ? "" : ", " + open.size() + " open";
        if (findings.isEmpty()) {
            return "nothing found" + stays;
        } else if (weighing.isEmpty()) {
            return "nothing found that counts (of " + OneLine.counts(findings) + ")" + stays;
        }
        String others = findings.size() == 1 ? "" : " (of " + OneLine.counts(findings) + ")";
        return OneLine.cut(OneLine.message(weighing.get(0)), TEXT) + others + stays;
    }

    private static List<String> details(List<Finding> findings, List<Open> open) {
        List<String> details = new ArrayList<>();
        for (Finding f : findings) {
            details.add(f.severity().word() + "[" + f.rule() + "]: " + OneLine.message(f));
            f.fixes().stream().limit(1).forEach(fix -> details.add("fix: " + fix.title()));
        }
        open.forEach(o -> details.add("open[" + o.rule() + "]: " + OneLine.needs(o)));
        return details;
    }

    private static void line(
            State state, String service, List<String> metrics, String text, List<String> details, Writer out)
            throws IOException {
        out.append(state.code() + " \"" + service(service) + "\" " + String.join("|", metrics) + " " + plain(text));
        for (String detail : details.subList(0, Math.min(DETAILS, details.size()))) {
            out.append("\\n").append(plain(OneLine.cut(detail, TEXT)));
        }
        if (details.size() > DETAILS) {
            out.append("\\n... and " + (details.size() - DETAILS) + " more");
        }
        out.append('\n');
    }

    private static String service(String name) {
        return plain(name).replace('"', '_').replace('\'', '_');
    }

    /** A bar would begin metrics, and {@code \n} is a line feed there. */
    private static String plain(String text) {
        return OneLine.text(text).replace("|", "\\x7c").replace("\\n", "\\x5cn");
    }
}
