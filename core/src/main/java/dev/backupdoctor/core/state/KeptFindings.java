package dev.backupdoctor.core.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.finding.Since;
import dev.backupdoctor.core.finding.Suppressed;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;

/** The findings of one scope, by fingerprint, with when they were first and last seen. */
final class KeptFindings {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MVMap<String, String> findings;
    private final MVMap<String, String> times;
    private final String scope;

    KeptFindings(Store store, String scope) {
        this.findings = store.map("findings " + scope);
        this.times = store.map("checks");
        this.scope = scope;
    }

    /**
     * Compares, and takes over what is there now. What could not be looked at stays as it was.
     *
     * @param whole false when something was left out because it had not changed
     */
    Since update(Diagnosis diagnosis, boolean whole, Instant now) {
        Map<String, Finding> current = new TreeMap<>();
        all(diagnosis).forEach(f -> current.putIfAbsent(f.fingerprint(), f));
        List<Since.Gone> gone = new ArrayList<>();
        Set<String> unsure = diagnosis.open().stream().map(Open::rule).collect(Collectors.toSet());
        for (String fingerprint : List.copyOf(findings.keySet())) {
            String kept = String.valueOf(findings.get(fingerprint));
            Since.Gone before = read(fingerprint, kept, now);
            if (whole && !current.containsKey(fingerprint) && diagnosis.complete() && !unsure.contains(before.rule())) {
                gone.add(before);
                findings.remove(fingerprint);
            }
        }
        Set<String> fresh = new TreeSet<>();
        current.forEach((fingerprint, finding) -> {
            String kept = findings.get(fingerprint);
            Instant first = kept == null ? now : read(fingerprint, kept, now).first();
            if (kept == null) {
                fresh.add(fingerprint);
            }
            findings.put(fingerprint, json(finding, first, now));
        });
        String before = times.put(scope, now.toString());
        return new Since(Optional.ofNullable(before).flatMap(KeptFindings::instant), fresh, gone);
    }

    /** Roots, what they explain, and what a baseline sets aside: all of it is there. */
    private static Stream<Finding> all(Diagnosis diagnosis) {
        Stream<Finding> roots = Stream.concat(
                diagnosis.findings().stream(), diagnosis.suppressed().stream().map(Suppressed::finding));
        return roots.flatMap(f -> Stream.concat(Stream.of(f), f.symptoms().stream()));
    }

    private static String json(Finding finding, Instant first, Instant last) {
        ObjectNode node = JSON.createObjectNode();
        node.put("rule", finding.rule());
        node.put("message", finding.message());
        node.put("first", first.toString());
        node.put("last", last.toString());
        return node.toString();
    }

    private static Since.Gone read(String fingerprint, String json, Instant otherwise) {
        try {
            JsonNode node = JSON.readTree(json);
            return new Since.Gone(
                    node.path("rule").asText(),
                    fingerprint,
                    node.path("message").asText(),
                    instant(node.path("first").asText()).orElse(otherwise));
        } catch (JsonProcessingException torn) {
            throw new IllegalStateException("the store gave back something else than was put: " + json, torn);
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
