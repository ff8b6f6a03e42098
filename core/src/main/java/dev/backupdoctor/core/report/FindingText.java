package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Table;
import dev.backupdoctor.core.value.Display;
import java.util.ArrayList;
import java.util.List;

/** One finding, the answer first: message, what it is about, evidence, then what follows. */
final class FindingText {

    private final Page page;

    FindingText(Page page) {
        this.page = page;
    }

    void write(Finding finding) {
        message(finding);
        if (page.screen().quiet()) {
            return;
        }
        page.facts(Span.plain(" "), facts(finding), "   ", 1);
        if (!finding.evidence().isEmpty()) {
            page.blank();
            new EvidenceText(page, finding.evidence()).write();
        }
        for (Table table : finding.tables()) {
            page.blank();
            new TableText(page).write(table);
        }
        page.blank();
        new Advice(page).write(finding);
        List<Finding> folded = folded(finding);
        if (page.screen().verbose()) {
            symptoms(folded);
        }
        page.facts(
                Advice.label("more"),
                more(finding, folded.size()),
                page.screen().dot(),
                9);
    }

    private void message(Finding finding) {
        Role role = Role.of(finding.severity());
        String head = finding.severity().word() + "[" + page.text(finding.rule()) + "]";
        page.flow(
                List.of(new Span(role, head), Span.plain(": ")),
                new Span(Role.STRONG, page.text(finding.message())),
                1);
    }

    private List<String> facts(Finding finding) {
        List<String> facts = new ArrayList<>();
        finding.key().forEach((name, value) -> facts.add(page.text(name.replace('_', ' ') + " " + value)));
        Display display = new Display(page.screen().zone());
        finding.at().ifPresent(at -> facts.add("at " + display.show(at)));
        facts.add("confidence " + finding.confidence().word());
        if (finding.seenOf() > 1) {
            facts.add("seen in " + finding.seenIn() + " of " + finding.seenOf() + " runs");
        }
        if (finding.partial()) {
            facts.add("a limit was met: counts may be too low");
        }
        return facts;
    }

    private void symptoms(List<Finding> symptoms) {
        Span label = Advice.label("folded");
        for (Finding s : symptoms) {
            String head = s.severity().word() + "[" + page.text(s.rule()) + "]";
            page.flow(
                    List.of(label, new Span(Role.of(s.severity()), head), Span.plain(": ")),
                    Span.plain(page.text(s.message())),
                    10);
            label = Advice.label("");
        }
    }

    private List<String> more(Finding finding, int folded) {
        List<String> more = new ArrayList<>();
        more.add("backup-doctor explain " + page.text(finding.rule()));
        finding.references().forEach(r -> more.add(page.text(r)));
        if (folded > 0 && !page.screen().verbose()) {
            more.add(folded + (folded == 1 ? " symptom" : " symptoms") + " folded (-v)");
        }
        return more;
    }

    /** Everything that this finding explains, and what that explains, gravest first on each level. */
    private static List<Finding> folded(Finding finding) {
        List<Finding> all = new ArrayList<>();
        for (Finding s : finding.symptoms()) {
            all.add(s);
            all.addAll(folded(s));
        }
        return all;
    }
}
