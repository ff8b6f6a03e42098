package dev.backupdoctor.core.testing;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.source.Problem;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** A diagnosis as text for golden files: what was said and where it stands, without paths of the machine. */
final class CaseText {

    private CaseText() {}

    static String of(Diagnosis diagnosis, Path input) {
        StringBuilder out = new StringBuilder();
        diagnosis.findings().forEach(f -> finding(f, "", out));
        for (Open o : diagnosis.open()) {
            out.append("open ").append(o.rule()).append(' ').append(o.key()).append(": ");
            out.append(String.join(", ", o.missing())).append('\n');
            o.asks()
                    .forEach(a -> out.append("  ask ")
                            .append(a.command().orElse(a.text()))
                            .append('\n'));
        }
        for (Problem p : diagnosis.problems()) {
            out.append("problem ").append(p).append('\n');
        }
        return out.toString().replace(input + "/", "");
    }

    private static void finding(Finding f, String indent, StringBuilder out) {
        out.append(indent)
                .append(f.severity().word())
                .append(' ')
                .append(f.confidence().word());
        out.append(' ').append(f.rule()).append(' ').append(f.key()).append('\n');
        out.append(indent).append("  ").append(f.message()).append('\n');
        f.evidence()
                .forEach(e -> out.append(indent)
                        .append(e.primary() ? "  --> " : "  ::: ")
                        .append(e.place())
                        .append(e.label().isEmpty() ? "" : "  " + e.label())
                        .append('\n'));
        f.causes()
                .forEach(c -> out.append(indent)
                        .append("  cause ")
                        .append(c.confidence().word())
                        .append(": ")
                        .append(c.text())
                        .append('\n'));
        f.fixes()
                .forEach(x -> out.append(indent)
                        .append("  fix ")
                        .append(x.risk().word())
                        .append(": ")
                        .append(x.title())
                        .append('\n'));
        f.tables()
                .forEach(t -> out.append(indent)
                        .append("  table ")
                        .append(t.rows().stream()
                                .map(r -> String.join(" | ", r))
                                .collect(Collectors.joining("; ")))
                        .append('\n'));
        f.symptoms().forEach(s -> finding(s, indent + "    ", out));
    }
}
