package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Folds symptoms under their cause. Records decide, not rules: a finding all of whose own records another rule's
 * finding explains becomes its symptom.
 */
final class Folding {

    private Folding() {}

    /**
     * A finding with the records it is made of and those it explains.
     *
     * @param own records of its {@code for-each} events
     * @param explained records of the events whose reason it is
     */
    record Claim(Finding finding, Set<String> own, Set<String> explained) {}

    private static final Comparator<Claim> RANK = Comparator.comparing(
                    (Claim c) -> c.finding().severity())
            .thenComparing(c -> c.finding().confidence())
            .thenComparing(c -> c.finding().rule())
            .thenComparing(c -> c.finding().key().toString())
            .thenComparing(c -> c.own().stream().sorted().findFirst().orElse(""));

    /** The roots, with what they explain inside them; the order of the claims does not matter. */
    static List<Finding> fold(List<Claim> claims) {
        List<Claim> ranked = claims.stream().sorted(RANK).toList();
        Map<String, List<Integer>> explaining = explaining(ranked);
        Map<Integer, List<Integer>> children = new TreeMap<>();
        List<Integer> roots = new ArrayList<>();
        for (int i = 0; i < ranked.size(); i++) {
            Optional<Integer> parent = parent(i, ranked, explaining);
            if (parent.isPresent()) {
                children.computeIfAbsent(parent.get(), p -> new ArrayList<>()).add(i);
            } else {
                roots.add(i);
            }
        }
        return roots.stream().map(i -> tree(i, ranked, children)).toList();
    }

    private static Finding tree(int index, List<Claim> ranked, Map<Integer, List<Integer>> children) {
        List<Finding> symptoms = children.getOrDefault(index, List.of()).stream()
                .map(i -> tree(i, ranked, children))
                .toList();
        Finding finding = ranked.get(index).finding();
        return symptoms.isEmpty() ? finding : finding.explaining(symptoms);
    }

    /**
     * The first finding of another rule that explains this one; of two that explain each other the first is the root.
     */
    private static Optional<Integer> parent(int index, List<Claim> ranked, Map<String, List<Integer>> explaining) {
        Claim claim = ranked.get(index);
        // Whoever explains a finding explains each of its records, so that those of one record are all that can.
        Stream<Integer> candidates =
                claim.own().stream().limit(1).flatMap(record -> explaining.getOrDefault(record, List.of()).stream());
        return candidates
                .filter(i -> i != index && explains(ranked.get(i), claim))
                .filter(i -> i < index || !explains(claim, ranked.get(i)))
                .findFirst();
    }

    /** By record, the findings that explain it, in their order. */
    private static Map<String, List<Integer>> explaining(List<Claim> ranked) {
        Map<String, List<Integer>> explaining = new HashMap<>();
        for (int i = 0; i < ranked.size(); i++) {
            for (String record : ranked.get(i).explained()) {
                explaining.computeIfAbsent(record, r -> new ArrayList<>()).add(i);
            }
        }
        return explaining;
    }

    private static boolean explains(Claim root, Claim symptom) {
        return !root.finding().rule().equals(symptom.finding().rule())
                && root.finding().confidence() != Confidence.POSSIBLE
                && root.explained().containsAll(symptom.own());
    }
}
