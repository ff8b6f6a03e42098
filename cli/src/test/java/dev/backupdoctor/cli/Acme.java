package dev.backupdoctor.cli;

import dev.backupdoctor.core.engine.RuleInfo;
import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Evidence;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.finding.SourceSeen;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.value.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What the fictional product acme gives: findings, rules. */
final class Acme {

    private Acme() {}

    static Diagnosis diagnosis(List<Finding> findings, List<Open> open, List<Problem> problems, int ran) {
        return new Diagnosis(
                findings,
                open,
                problems,
                List.of(),
                List.of(new SourceSeen(
                        "acme.log", Optional.of("acme-log"), Optional.of("acme"), Optional.empty(), 120, 3)),
                new Diagnosis.RuleCounts(ran, ran - findings.size(), findings.size(), open.size()),
                Instant.parse("2026-11-20T12:00:00Z"));
    }

    static Diagnosis clean() {
        return diagnosis(List.of(), List.of(), List.of(), 3);
    }

    static Diagnosis of(Finding... findings) {
        return diagnosis(List.of(findings), List.of(), List.of(), 3);
    }

    static Finding finding(Severity severity, Confidence confidence) {
        return new Finding(
                "acme-disk-full",
                "00000000000000ff",
                severity,
                confidence,
                "acme",
                new TreeMap<>(),
                "The disk is full",
                "disk größe is full",
                "",
                new TreeMap<>(),
                List.of(new Evidence(
                        true, new Place("acme.log", 3, 1, 4, 40, "disk full" + " on /srv".repeat(12)), "here")),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                1,
                1,
                List.of(),
                List.of(),
                false,
                Optional.empty());
    }

    static Open open() {
        return new Open("acme-late", "The backup is late", new TreeMap<>(), List.of("acme.job"), List.of());
    }

    static RuleInfo rule(String id) {
        return new RuleInfo(
                id,
                "acme",
                "The disk is full",
                "error",
                "rules/" + id + ".rule",
                "rule " + id + " \"The disk is full\"\nseverity error\n",
                Optional.of("nothing can be written any more"),
                List.of("too much was kept"),
                List.of("remove what is older than 30 d (destructive)"),
                List.of("acme.conf(5)"),
                Optional.of("a quota looks the same"),
                List.of("keep: duration = 30 d, how long backups are kept"),
                List.of("one full disk: finds 1"));
    }
}
