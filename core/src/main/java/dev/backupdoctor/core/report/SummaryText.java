package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.finding.SourceSeen;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.value.Display;
import dev.backupdoctor.core.value.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The first line where nothing was found, and the last line: counts, and what was not checked. */
final class SummaryText {

    private static final int NAMED = 3;

    private final Page page;
    private final Diagnosis diagnosis;

    SummaryText(Page page, Diagnosis diagnosis) {
        this.page = page;
        this.diagnosis = diagnosis;
    }

    /** The answer when there is no finding. Silence is only called good where something was looked at. */
    void nothingFound() {
        page.flow(List.of(), new Span(Role.STRONG, answer()), 1);
    }

    private String answer() {
        int files = diagnosis.sources().size();
        if (files == 0) {
            return "Nothing was read, so nothing was checked.";
        } else if (unrecognised().size() == files) {
            return "Nothing was recognised in " + count(files, "file") + ", so nothing was checked.";
        } else if (diagnosis.rules().ran() == 0) {
            return "Nothing was checked: no rule found in " + count(files, "file") + " what it looks at.";
        }
        String looked = count(diagnosis.rules().ran(), "rule") + " looked at "
                + count(files - unrecognised().size(), "file") + ".";
        String read = diagnosis.complete() ? "" : " in what could be read";
        int open = diagnosis.open().size();
        String beyond = diagnosis.suppressed().isEmpty() ? "" : " beyond what is suppressed";
        String but = open == 0 ? "" : ", but " + count(open, "question") + (open == 1 ? " stays" : " stay") + " open";
        return "No problem found" + beyond + read + but + ": " + looked;
    }

    void counts() {
        page.facts(
                Span.plain(""),
                List.of(results(), read(), notChecked()),
                page.screen().dot(),
                1);
    }

    private String results() {
        List<String> counts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            int n = (int) diagnosis.findings().stream()
                    .filter(f -> f.severity() == severity)
                    .count();
            boolean plural = n > 1 && (severity == Severity.ERROR || severity == Severity.WARNING);
            if (n > 0) {
                counts.add(n + " " + severity.word() + (plural ? "s" : ""));
            }
        }
        if (!diagnosis.suppressed().isEmpty()) {
            counts.add(diagnosis.suppressed().size() + " suppressed");
        }
        if (!diagnosis.open().isEmpty()) {
            counts.add(diagnosis.open().size() + " open");
        }
        counts.add(count(diagnosis.rules().clean(), "rule") + " clean");
        return String.join(", ", counts);
    }

    private String read() {
        long bytes = diagnosis.sources().stream().mapToLong(SourceSeen::bytes).sum();
        String size = new Display(page.screen().zone()).show(new Size(bytes));
        return count(diagnosis.sources().size(), "file") + ", " + size;
    }

    private String notChecked() {
        if (diagnosis.sources().isEmpty() && diagnosis.complete()) {
            return "no input was read";
        }
        List<String> not = new ArrayList<>();
        Set<String> unread = diagnosis.problems().stream()
                .filter(Problem::incomplete)
                .map(Problem::file)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!unread.isEmpty()) {
            not.add("what could not be read of " + named(unread));
        }
        if (!unrecognised().isEmpty()) {
            not.add(named(unrecognised()) + " (not recognised)");
        }
        Set<String> missing = diagnosis.open().stream()
                .map(Open::missing)
                .flatMap(List::stream)
                .map(OpenText::words)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!missing.isEmpty()) {
            not.add("what needs " + named(missing));
        }
        return not.isEmpty() ? "everything given was read and recognised" : "not checked: " + String.join("; ", not);
    }

    private Set<String> unrecognised() {
        return diagnosis.sources().stream()
                .filter(s -> s.format().isEmpty())
                .map(SourceSeen::path)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String named(Set<String> names) {
        List<String> some = names.stream().limit(NAMED).map(page::text).toList();
        int rest = names.size() - some.size();
        return String.join(", ", some) + (rest > 0 ? " and " + rest + " more" : "");
    }

    private static String count(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
