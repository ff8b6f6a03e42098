package dev.backupdoctor.core.baseline;

import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Suppressed;
import dev.backupdoctor.core.source.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Suppressions by fingerprint. Immutable. */
public final class Baseline {

    public static final Baseline EMPTY = new Baseline(List.of());

    private final SortedMap<String, Suppression> byFingerprint = new TreeMap<>();

    /** @param suppressions of one fingerprint the last one counts */
    public Baseline(Collection<Suppression> suppressions) {
        suppressions.forEach(s -> byFingerprint.put(s.fingerprint(), s));
    }

    /** All, by rule and title. */
    public List<Suppression> suppressions() {
        return byFingerprint.values().stream()
                .sorted(java.util.Comparator.comparing(Suppression::rule)
                        .thenComparing(Suppression::title)
                        .thenComparing(Suppression::fingerprint))
                .toList();
    }

    public Optional<Suppression> find(String fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint));
    }

    /** True when the finding stands here, expired or not, and is not graver now. */
    public boolean knows(Finding finding) {
        return find(finding.fingerprint()).filter(s -> !graver(s, finding)).isPresent();
    }

    private static boolean graver(Suppression s, Finding f) {
        return f.severity() != s.severity() && f.severity().atLeast(s.severity());
    }

    /**
     * The diagnosis with its suppressed findings set aside. A suppression that has expired, or whose finding has become
     * graver, sets nothing aside and is noted.
     *
     * @param file name of the baseline, for notes
     * @param now against which suppressions expire
     */
    public Diagnosis applied(Diagnosis diagnosis, String file, Instant now) {
        List<Finding> left = new ArrayList<>();
        List<Suppressed> suppressed = new ArrayList<>();
        List<Problem> notes = new ArrayList<>(diagnosis.problems());
        for (Finding f : diagnosis.findings()) {
            Optional<Suppression> known = find(f.fingerprint());
            Optional<String> against = known.flatMap(s -> against(s, f, now));
            if (known.isPresent() && against.isEmpty()) {
                suppressed.add(
                        new Suppressed(f, known.get().reason(), known.get().expires()));
            } else {
                left.add(f);
            }
            against.ifPresent(text -> notes.add(new Problem(file, 0, text, false)));
        }
        return diagnosis.suppressing(left, suppressed, notes.stream().sorted().toList());
    }

    /** Why a suppression does not hold for its finding. */
    private static Optional<String> against(Suppression s, Finding f, Instant now) {
        String of = "the suppression of " + f.rule() + " (" + s.title() + ") ";
        if (s.expired(now)) {
            return Optional.of(
                    of + "expired on " + s.expires() + ", so it counts again; its reason was: " + s.reason());
        } else if (graver(s, f)) {
            return Optional.of(of + "was for " + s.severity().word() + "; it is "
                    + f.severity().word() + " now, so it counts");
        }
        return Optional.empty();
    }

    /** With suppressions of these findings, in place of those that they had. */
    public Baseline with(Collection<Finding> findings, String reason, LocalDate expires) {
        List<Suppression> all = new ArrayList<>(byFingerprint.values());
        findings.forEach(f -> all.add(Suppression.of(f, reason, expires)));
        return new Baseline(all);
    }

    /** Without what has expired. */
    public Baseline unexpired(Instant now) {
        return new Baseline(
                byFingerprint.values().stream().filter(s -> !s.expired(now)).toList());
    }

    /** Without what is no longer found. */
    public Baseline stillFound(Collection<Finding> findings) {
        Set<String> found = findings.stream().map(Finding::fingerprint).collect(Collectors.toSet());
        return new Baseline(byFingerprint.values().stream()
                .filter(s -> found.contains(s.fingerprint()))
                .toList());
    }
}
