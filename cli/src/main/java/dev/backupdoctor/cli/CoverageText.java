package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.RuleCoverage;
import java.io.IOException;
import java.util.List;

/** How often the examples of rules showed each side of their conditions. */
final class CoverageText {

    private CoverageText() {}

    static void write(List<RuleCoverage> rules, Appendable out) throws IOException {
        int all = 0;
        int missing = 0;
        for (RuleCoverage rule : rules) {
            int sides = rule.branches().size();
            all += sides;
            missing += rule.missing().size();
            if (sides > 0) {
                out.append("%s: %d of %d%n"
                        .formatted(rule.rule(), sides - rule.missing().size(), sides));
            }
            for (RuleCoverage.Branch b : rule.branches()) {
                String seen = b.seen() == 0 ? "never" : b.seen() + " x";
                out.append("  %5s  line %d: %s: %s%n".formatted(seen, b.at().line(), b.statement(), b.side()));
            }
        }
        out.append("%d of %d sides of conditions and choices shown by the examples of %s%n"
                .formatted(all - missing, all, RulesCheck.count(rules.size(), "rule")));
    }
}
