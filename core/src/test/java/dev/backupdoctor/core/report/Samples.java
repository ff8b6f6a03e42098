package dev.backupdoctor.core.report;

import dev.backupdoctor.core.finding.Ask;
import dev.backupdoctor.core.finding.Cause;
import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Evidence;
import dev.backupdoctor.core.finding.Figure;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.finding.Metric;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.finding.SourceSeen;
import dev.backupdoctor.core.finding.Table;
import dev.backupdoctor.core.finding.Verification;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Utf8;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Diagnoses of a product that does not exist. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private static final String LOG = "client:copy.20261120.log";
    private static final String CONF = "server:/etc/acme/daily.conf";

    private Samples() {}

    /** A line with one part of it marked, given as text. */
    static Place place(String file, long line, String text, String marked) {
        String bytes = Utf8.encode(text);
        String part = Utf8.encode(marked);
        int from = part.isEmpty() ? 0 : bytes.indexOf(part);
        return new Place(file, line, from + 1, part.length(), 1000 * line, bytes);
    }

    static Evidence primary(Place place, String label) {
        return new Evidence(true, place, label);
    }

    static Evidence context(Place place, String label) {
        return new Evidence(false, place, label);
    }

    /** Two files, four lines, a table, causes, fixes, symptoms: everything that a finding can have. */
    static Finding timeout() {
        Place finish = place(LOG, 9, "acmed[16014]: time 256.797: finished Tue Dec  6 00:08:29 2005", "time 256.797");
        Place first = place(LOG, 3, "acmed[16016]: copy of / level 0: 217.741 s", "/ level 0: 217.741 s");
        Place second = place(LOG, 4, "acmed[16016]: copy of / level 1: 25.902 s", "/ level 1: 25.902 s");
        Place limit = place(CONF, 112, "timeout 9", "timeout 9");
        Place value = place(CONF, 112, "timeout 9", "9");
        Ask mounts = new Ask("acme-mounts", Optional.of("findmnt -t nfs,nfs4"), Optional.empty(), "reads only");
        return new Finding(
                "acme-copy-timeout",
                "6f0c1e7a52d94b31",
                Severity.ERROR,
                Confidence.CERTAIN,
                "acme",
                new TreeMap<>(Map.of("host", "files.example.com")),
                "Copies take longer than the server waits",
                "copies took 256.8 s, the server gives up after 243 s (9 s x 9 copies, asked 3 times);"
                        + " slowest is / with 243.6 s",
                "the server asks three times and then fails every disk of the client, those already answered too;"
                        + " the report says so for each of them.",
                new TreeMap<>(Map.of(
                        "took", new Figure(new BigDecimal("256.797"), "s", List.of(finish)),
                        "slowest", new Figure("/", "", List.of(first, second)),
                        "retried", new Figure(true, "", List.of()))),
                List.of(
                        primary(finish, "client finished here, 13.8 s after the server had given up"),
                        context(first, ""),
                        context(second, "/ alone needs 243.6 s (95 %)"),
                        context(limit, "limit set here: 9 s x 9 copies (counted in acmed.20261120.log:7-15)")),
                List.of(
                        new Cause("many small files under /", Confidence.LIKELY, Optional.empty()),
                        new Cause("hung network mount in the tree of /", Confidence.POSSIBLE, Optional.of(mounts)),
                        new Cause("the disk is full", Confidence.RULED_OUT, Optional.empty())),
                List.of(
                        new Fix(
                                "a",
                                Fix.Risk.REVERSIBLE,
                                "raise timeout to 50",
                                List.of(new Fix.Step.Edit(value, "9", "50")),
                                Optional.empty(),
                                Optional.empty()),
                        new Fix(
                                "b",
                                Fix.Risk.DESTRUCTIVE,
                                "start a new set in an empty directory",
                                List.of(
                                        new Fix.Step.Do("stop the client"),
                                        new Fix.Step.Run(
                                                List.of("mv", "/srv/a set", "/srv/a set.old"),
                                                Optional.empty(),
                                                List.of("mv", "/srv/a set.old", "/srv/a set")),
                                        new Fix.Step.Run(
                                                List.of("acme", "copy", "--full"),
                                                Optional.of("files.example.com"),
                                                List.of())),
                                Optional.of("the increments of the old set"),
                                Optional.of("files.example.com"))),
                Optional.of(new Verification("copy", List.of("files.example.com"), Duration.ofHours(6))),
                List.of("acme.conf(5) timeout"),
                6,
                7,
                List.of(new Table(
                        "copies by disk",
                        List.of("disk", "took", "level"),
                        List.of(List.of("/", "243.6 s", "0, 1"), List.of("/var", "12.5 s", "0")))),
                List.of(
                        symptom("acme-disk-failed", "disk / of files.example.com failed"),
                        symptom("acme-disk-failed", "disk /var of files.example.com failed")),
                false,
                Optional.of(Instant.parse("2005-12-06T00:04:12Z")));
    }

    static Finding symptom(String rule, String message) {
        return finding(rule, Severity.ERROR, message, List.of());
    }

    /** A finding with message and evidence alone. */
    static Finding finding(String rule, Severity severity, String message, List<Evidence> evidence) {
        return new Finding(
                rule,
                "00000000000000ff",
                severity,
                Confidence.LIKELY,
                "acme",
                new TreeMap<>(),
                "Something is wrong",
                message,
                "",
                new TreeMap<>(),
                evidence,
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

    static SourceSeen log(String path) {
        return new SourceSeen(path, Optional.of("acme-log"), Optional.of("acme"), Optional.of("3.5.1"), 1_100_000, 9);
    }

    static SourceSeen unknown(String path) {
        return new SourceSeen(path, Optional.empty(), Optional.empty(), Optional.empty(), 120, 3);
    }

    static Open open(String domain) {
        return new Open(
                "acme-restore-point-old",
                "The newest restorable point is too old",
                new TreeMap<>(Map.of("domain", domain)),
                List.of("acme.restore_point"),
                List.of(new Ask(
                        "acme-set",
                        Optional.of("acme info '/srv/backup set'"),
                        Optional.of("server"),
                        "reads the backup set")));
    }

    static Problem unread(String file, String reason) {
        return new Problem(file, 0, reason, true);
    }

    static Diagnosis diagnosis(List<Finding> findings, List<Open> open, List<Problem> problems) {
        return new Diagnosis(
                findings,
                open,
                problems,
                List.of(new Metric(
                        "copy_seconds",
                        new BigDecimal("256.797"),
                        "s",
                        new TreeMap<>(Map.of("host", "files.example.com")),
                        "how long all copies took")),
                List.of(log(LOG), log(CONF)),
                new Diagnosis.RuleCounts(12, 11 - findings.size(), findings.size(), open.size()),
                NOW);
    }

    static Diagnosis of(Finding... findings) {
        return diagnosis(List.of(findings), List.of(), List.of());
    }
}
