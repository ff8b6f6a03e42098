package dev.backupdoctor.core.finding;

import dev.backupdoctor.core.value.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One diagnosed problem, with evidence.
 *
 * @param rule id of the rule that found it
 * @param fingerprint 16 hex digits, the same for the same trouble in every run; holds no line number and no time
 * @param product first word of the rule's id
 * @param key what it is about, e.g. host and disk, as shown
 * @param message one sentence with measured figures
 * @param why the mechanism; may be empty
 * @param values named figures with their places
 * @param evidence the primary one first
 * @param causes the surest first; those ruled out last
 * @param verify how a fix is proved; empty when nothing is declared
 * @param seenIn runs in which it was found, of {@code seenOf} that were looked at
 * @param symptoms findings that this one explains
 * @param partial a limit was met; what is said holds, but counts may be too low
 * @param at time of the newest record it is about
 */
public record Finding(
        String rule,
        String fingerprint,
        Severity severity,
        Confidence confidence,
        String product,
        SortedMap<String, String> key,
        String title,
        String message,
        String why,
        SortedMap<String, Figure> values,
        List<Evidence> evidence,
        List<Cause> causes,
        List<Fix> fixes,
        Optional<Verification> verify,
        List<String> references,
        int seenIn,
        int seenOf,
        List<Table> tables,
        List<Finding> symptoms,
        boolean partial,
        Optional<Instant> at) {

    /** The gravest first, then the surest, then by rule and key: the same order in every run. */
    public static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::confidence)
            .thenComparing(Finding::rule)
            .thenComparing(f -> f.key().toString())
            .thenComparing(Finding::fingerprint);

    public Finding {
        key = Collections.unmodifiableSortedMap(new TreeMap<>(key));
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        evidence = List.copyOf(evidence);
        causes = List.copyOf(causes);
        fixes = List.copyOf(fixes);
        references = List.copyOf(references);
        tables = List.copyOf(tables);
        symptoms = List.copyOf(symptoms);
    }

    /** The evidence that the finding is about. */
    public Optional<Place> primary() {
        return evidence.stream().filter(Evidence::primary).map(Evidence::place).findFirst();
    }

    /** This finding as the root of others: it takes the greatest severity of what it explains. */
    public Finding explaining(List<Finding> others) {
        List<Finding> folded = new ArrayList<>(symptoms);
        folded.addAll(others);
        folded.sort(ORDER);
        Severity gravest = folded.stream()
                .map(Finding::severity)
                .filter(s -> s.atLeast(severity))
                .min(Comparator.naturalOrder())
                .orElse(severity);
        return new Finding(
                rule,
                fingerprint,
                gravest,
                confidence,
                product,
                key,
                title,
                message,
                why,
                values,
                evidence,
                causes,
                fixes,
                verify,
                references,
                seenIn,
                seenOf,
                tables,
                folded,
                partial,
                at);
    }

    /** This finding as the newest of several runs. */
    public Finding seen(int in, int of) {
        return new Finding(
                rule,
                fingerprint,
                severity,
                confidence,
                product,
                key,
                title,
                message,
                why,
                values,
                evidence,
                causes,
                fixes,
                verify,
                references,
                in,
                of,
                tables,
                symptoms,
                partial,
                at);
    }
}
