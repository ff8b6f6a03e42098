package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Passed;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.finding.Suppressed;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A run of everything that can be in a report, for all formats alike. */
final class Reports {

    static final RunInfo RUN =
            new RunInfo("0.1.0", Instant.parse("2026-11-20T12:00:01.250Z"), Duration.ofMillis(1420), 1);

    private Reports() {}

    /** Writes to a text. */
    interface Body {
        void write(StringWriter out) throws IOException;
    }

    static String text(Body body) throws IOException {
        StringWriter out = new StringWriter();
        body.write(out);
        return out.toString();
    }

    /** An error, a warning, one suppressed, one open, one clean, an input that could not be read. */
    static Diagnosis everything() {
        Diagnosis half = Samples.diagnosis(
                List.of(
                        Samples.timeout(),
                        Samples.finding(
                                "acme-slow",
                                Severity.WARNING,
                                "copies took 80 % of their time",
                                List.of(Samples.primary(Samples.place("acme.log", 5, "took 80 %", "80 %"), "")))),
                List.of(Samples.open("web01")),
                List.of(Samples.unread("missing.log", "no such file")));
        Finding known = Samples.finding("acme-known", Severity.ERROR, "the old disk is full", List.of());
        Diagnosis all = new Diagnosis(
                half.findings(),
                half.open(),
                half.problems(),
                half.metrics(),
                half.sources(),
                new Diagnosis.RuleCounts(5, 1, 2, 1, List.of(new Passed("acme-clean", "Nothing is wrong with it"))),
                half.now());
        List<Suppressed> aside = List.of(new Suppressed(known, "new disk ordered", LocalDate.parse("2027-01-31")));
        return all.suppressing(all.findings(), aside, all.problems());
    }

    /** As many findings of a severity. */
    static Diagnosis many(int count, Severity severity) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            findings.add(Samples.finding(
                    "acme-many",
                    severity,
                    "disk " + i + " is full",
                    List.of(Samples.primary(Samples.place("acme.log", i + 1L, "full", "full"), ""))));
        }
        return Samples.diagnosis(findings, List.of(), List.of());
    }

    static RunInfo with(Policy policy) {
        return new RunInfo(RUN.version(), RUN.started(), RUN.took(), RUN.exit(), policy, Optional.empty());
    }

    static Policy knowing(Set<String> fingerprints) {
        return new Policy(Optional.of(Severity.ERROR), Confidence.LIKELY, false, false, Optional.of(fingerprints));
    }
}
