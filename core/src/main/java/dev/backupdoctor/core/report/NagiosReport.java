package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.finding.Metric;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.source.Problem;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What Nagios and its kin read of a plugin: the state and what is worst on one line, figures behind a bar, the rest on
 * further lines.
 *
 * <p>Format: Monitoring Plugins development guidelines, "Plugin Output for Nagios" and "Performance data".
 */
public final class NagiosReport {

    /** The first line goes by SMS to pagers; it is cut there. */
    private static final int LINE = 79;

    /** Nagios reads 8 KiB of a plugin; half of it is for the figures at most. */
    private static final int FIGURES = 3000;

    private static final int DETAILS = 4500;

    /** Round-robin files name their data sources with this many characters. */
    private static final int NAME = 19;

    /** Writes the report; each line ends with a line feed. */
    public void write(Diagnosis diagnosis, RunInfo run, Writer out) throws IOException {
        State state = State.of(diagnosis, run.policy());
        out.append(first(state, diagnosis, run.policy()))
                .append(" | ")
                .append(figures(diagnosis))
                .append('\n');
        int room = DETAILS;
        List<String> details = details(diagnosis);
        for (int i = 0; i < details.size(); i++) {
            String line = details.get(i);
            room -= line.length() + 1;
            if (room < 0) {
                out.append("... and " + (details.size() - i) + " lines more\n");
                return;
            }
            out.append(line).append('\n');
        }
    }

    /** What is printed when there is nothing to report on; the first line of the reason tells most. */
    public static String failure(String reason) {
        List<String> lines = reason.lines().map(NagiosReport::plain).toList();
        String first = lines.isEmpty() ? "the run ended without a word" : lines.get(0);
        StringBuilder out = new StringBuilder(OneLine.cut("BACKUP UNKNOWN - " + first, LINE)).append('\n');
        lines.stream()
                .limit(30)
                .forEach(line -> out.append(OneLine.cut(line, 120)).append('\n'));
        return out.toString();
    }

    private static String first(State state, Diagnosis diagnosis, Policy policy) {
        List<Finding> weighing =
                diagnosis.findings().stream().filter(policy::weighs).toList();
        String lead = "BACKUP " + state + " - ";
        String text = OneLine.looked(diagnosis);
        List<String> notes = new ArrayList<>();
        if (state == State.UNKNOWN) {
            List<Problem> unread =
                    diagnosis.problems().stream().filter(Problem::incomplete).toList();
            text = unread.isEmpty() ? unchecked(diagnosis) : unread.get(0).toString();
            more(unread.size() - 1, notes);
        } else {
            text = state == State.OK ? text : OneLine.message(weighing.get(0));
            more(state == State.OK ? 0 : weighing.size() - 1, notes);
            notes.addAll(diagnosis.complete() ? List.of() : List.of("not all read"));
            notes.addAll(
                    diagnosis.open().isEmpty()
                            ? List.of()
                            : List.of(diagnosis.open().size() + " open"));
        }
        String tail = notes.isEmpty() ? "" : " (" + String.join(", ", notes) + ")";
        return lead + OneLine.cut(plain(text), LINE - lead.length() - tail.length()) + tail;
    }

    private static String unchecked(Diagnosis diagnosis) {
        return diagnosis.rules().ran() == 0
                ? "nothing was checked: no rule found what it looks at"
                : diagnosis.open().size() + " questions stay open";
    }

    private static void more(int others, List<String> notes) {
        if (others > 0) {
            notes.add("+" + others + " more");
        }
    }

    private static String figures(Diagnosis diagnosis) {
        StringBuilder out = new StringBuilder("findings=" + diagnosis.findings().size() + ";;;0 open="
                + diagnosis.open().size() + ";;;0");
        for (Metric metric : Latest.of(diagnosis.metrics())) {
            String unit = metric.unit().equals("1") ? "" : metric.unit();
            String figure = " '" + label(metric) + "'=" + OneLine.number(metric.value()) + unit;
            if (out.length() + figure.length() > FIGURES) {
                break;
            }
            out.append(figure);
        }
        return out.toString();
    }

    /** A name whose first characters are its own, and stay so when other figures come and go. */
    private static String label(Metric metric) {
        StringBuilder full = new StringBuilder(OneLine.name(metric.name()));
        metric.key().values().forEach(value -> full.append('_').append(OneLine.name(value)));
        if (full.length() <= NAME) {
            return full.toString();
        }
        CRC32 sum = new CRC32();
        sum.update((metric.name() + metric.key()).getBytes(StandardCharsets.UTF_8));
        String own = String.format("_%06x", sum.getValue() & 0xffffff);
        return full.substring(0, NAME - own.length()) + own + " " + full;
    }

    private static List<String> details(Diagnosis diagnosis) {
        List<String> lines = new ArrayList<>();
        for (Finding f : diagnosis.findings()) {
            lines.add(plain(f.severity().word() + "[" + f.rule() + "]: " + OneLine.message(f)));
            f.primary().ifPresent(place -> lines.add(plain("  at " + OneLine.place(place))));
            f.fixes().stream()
                    .findFirst()
                    .map(Fix::title)
                    .ifPresent(title -> lines.add(plain("  fix: " + OneLine.text(title))));
        }
        for (Open open : diagnosis.open()) {
            lines.add(plain("open[" + open.rule() + "]: " + OneLine.needs(open)));
        }
        for (Problem problem : diagnosis.problems()) {
            String lead = problem.incomplete() ? "not read: " : "note: ";
            lines.add(plain(lead + OneLine.text(problem.toString())));
        }
        return lines;
    }

    /** A bar would begin the figures. */
    private static String plain(String text) {
        return OneLine.text(text).replace("|", "\\x7c");
    }
}
