package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.finding.Ask;
import dev.backupdoctor.core.finding.Clean;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Metric;
import dev.backupdoctor.core.finding.Open;
import dev.backupdoctor.core.finding.Passed;
import dev.backupdoctor.core.finding.SourceSeen;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.rule.Stream;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All rules over one case. */
final class Diagnose {

    /**
     * Findings of one rule, and questions that it leaves open; nobody reads more, and a flood of them would need more
     * memory than there is.
     */
    static final int MAX_FINDINGS = 1000;

    /** Records that all findings together may explain; what comes after is not folded. */
    private static final int MAX_EXPLAINED = 200_000;

    private final List<RuleRun.Result> results;
    private final FindingWriter writer;
    private Set<String> unseen = Set.of();
    private int explainedRecords;

    Diagnose(Collection<Rule> rules, Case facts, RuleSettings settings, FindingWriter writer) {
        this.writer = writer;
        this.results = rules.stream()
                .sorted(Comparator.comparing(Rule::id))
                .map(r -> new RuleRun(r, facts, settings).run())
                .toList();
    }

    List<RuleRun.Result> results() {
        return results;
    }

    /** Formats whose sources should have been there. */
    Diagnose unseen(Set<String> formats) {
        unseen = Set.copyOf(formats);
        return this;
    }

    Diagnosis diagnosis(Case facts, List<Problem> problems, List<SourceSeen> sources) {
        List<Problem> all = new ArrayList<>(problems);
        for (RuleRun.Result r : results) {
            flood(r, RuleRun.Answer.FINDING, "finds").ifPresent(all::add);
            flood(r, RuleRun.Answer.OPEN, "leaves open").ifPresent(all::add);
            if (r.cut()) {
                all.add(new Problem(
                        r.rule().id(),
                        0,
                        "more than " + RuleRun.MAX_GROUPS + " groups: the rest was not judged",
                        true));
            }
        }
        return new Diagnosis(
                        findings(),
                        open(),
                        all.stream().sorted().distinct().toList(),
                        metrics(),
                        sources,
                        counts(),
                        facts.now())
                .withClean(clean());
    }

    private static Optional<Problem> flood(RuleRun.Result r, RuleRun.Answer answer, String does) {
        long count = r.groups().stream().filter(j -> j.answer() == answer).count();
        String reason = does + " " + count + " things: only the first " + MAX_FINDINGS + " are listed";
        return Optional.of(new Problem(r.rule().id(), 0, reason, true)).filter(p -> count > MAX_FINDINGS);
    }

    /** Folded, and of findings with one fingerprint the newest, with in how many of how many runs it was seen. */
    private List<Finding> findings() {
        List<Folding.Claim> claims = new ArrayList<>();
        Map<String, Integer> looked = new TreeMap<>();
        Map<String, Integer> found = new HashMap<>();
        for (RuleRun.Judged judged : judged()) {
            Group group = judged.group();
            looked.merge(Fingerprint.of(group.rule().id(), writer.key(group)), 1, Integer::sum);
            if (judged.answer() == RuleRun.Answer.FINDING
                    && found.merge(group.rule().id(), 1, Integer::sum) <= MAX_FINDINGS) {
                claims.add(new Folding.Claim(writer.write(judged), records(group.events()), explained(group)));
            }
        }
        Map<String, List<Finding>> byFingerprint = Folding.fold(claims).stream()
                .collect(Collectors.groupingBy(Finding::fingerprint, LinkedHashMap::new, Collectors.toList()));
        return byFingerprint.values().stream()
                .map(same -> newest(same)
                        .seen(
                                same.size(),
                                Math.max(
                                        same.size(),
                                        looked.getOrDefault(same.get(0).fingerprint(), 1))))
                .sorted(Finding.ORDER)
                .toList();
    }

    /** The newest, with what the older ones explain and it does not. */
    private static Finding newest(List<Finding> same) {
        Finding newest = same.stream()
                .max(Comparator.comparing((Finding f) -> f.at().orElse(Instant.MIN))
                        .thenComparing(f -> f.primary().map(Object::toString).orElse("")))
                .orElseThrow();
        Map<String, Finding> more = new LinkedHashMap<>();
        same.forEach(f -> f.symptoms().forEach(s -> more.put(s.fingerprint(), s)));
        newest.symptoms().forEach(s -> more.remove(s.fingerprint()));
        return more.isEmpty() ? newest : newest.explaining(List.copyOf(more.values()));
    }

    private List<RuleRun.Judged> judged() {
        return results.stream().flatMap(r -> r.groups().stream()).toList();
    }

    /** Records, not events: two kinds of event may be read from one line. */
    private static Set<String> records(List<Event> events) {
        return events.stream()
                .map(e -> e.place().file() + ":" + e.place().line() + ":"
                        + e.place().offset())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> explained(Group group) {
        Set<String> explained = new TreeSet<>();
        for (String name : group.rule().explains()) {
            Value v = group.name(name);
            List<Event> events = v.as(Stream.class)
                    .map(Stream::events)
                    .orElseGet(() -> v.as(Event.class).map(List::of).orElse(List.of()));
            explained.addAll(records(events));
        }
        explainedRecords += explained.size();
        return explainedRecords > MAX_EXPLAINED ? Set.of() : explained;
    }

    private List<Open> open() {
        List<Open> open = new ArrayList<>();
        for (RuleRun.Result r : results) {
            r.groups().stream()
                    .filter(j -> j.answer() == RuleRun.Answer.OPEN)
                    .limit(MAX_FINDINGS)
                    .map(j -> open(r, j))
                    .forEach(open::add);
            String first = r.rule().forEach().kind().name();
            if (isUnseen(r)) {
                open.add(new Open(r.rule().id(), r.rule().title(), new TreeMap<>(), List.of(first), List.of()));
            } else if (!r.openWanted().isEmpty()) {
                open.add(new Open(
                        r.rule().id(), r.rule().title(), new TreeMap<>(), List.copyOf(r.openWanted()), List.of()));
            }
        }
        return open.stream().distinct().toList();
    }

    /** True when the rule had nothing to look at because that could not be collected. */
    private boolean isUnseen(RuleRun.Result r) {
        return !r.ran() && r.rule().forEach().kind().formats().stream().anyMatch(unseen::contains);
    }

    private Open open(RuleRun.Result result, RuleRun.Judged judged) {
        List<Ask> asks = writer.asks(judged.group(), judged.wanted());
        Rule rule = result.rule();
        return new Open(rule.id(), rule.title(), writer.key(judged.group()), List.copyOf(judged.wanted()), asks);
    }

    /** Of each fingerprint that is clean in all its groups, the newest. */
    private List<Clean> clean() {
        Map<String, Clean> clean = new LinkedHashMap<>();
        Set<String> others = new TreeSet<>();
        for (RuleRun.Result r : results) {
            int count = 0;
            for (RuleRun.Judged judged : r.groups()) {
                Clean one = writer.clean(judged.group());
                if (judged.answer() != RuleRun.Answer.CLEAN) {
                    others.add(one.fingerprint());
                } else if (clean.containsKey(one.fingerprint()) || count++ < MAX_FINDINGS) {
                    clean.merge(one.fingerprint(), one, Diagnose::newer);
                }
            }
        }
        clean.keySet().removeAll(others);
        return List.copyOf(clean.values());
    }

    private static Clean newer(Clean a, Clean b) {
        return a.at().orElse(Instant.MIN).isAfter(b.at().orElse(Instant.MIN)) ? a : b;
    }

    private List<Metric> metrics() {
        return judged().stream()
                .flatMap(j -> writer.metrics(j.group()).stream())
                .distinct()
                .toList();
    }

    private Diagnosis.RuleCounts counts() {
        int ran = 0;
        int fired = 0;
        int open = 0;
        List<Passed> passed = new ArrayList<>();
        for (RuleRun.Result r : results) {
            boolean found = r.groups().stream().anyMatch(j -> j.answer() == RuleRun.Answer.FINDING);
            boolean unsure =
                    !r.openWanted().isEmpty() || r.groups().stream().anyMatch(j -> j.answer() == RuleRun.Answer.OPEN);
            int unable = isUnseen(r) ? 1 : 0;
            ran += r.ran() ? 1 : unable;
            fired += found ? 1 : 0;
            open += unsure && !found ? 1 : unable;
            if (r.ran() && !found && !unsure) {
                passed.add(new Passed(r.rule().id(), r.rule().title()));
            }
        }
        return new Diagnosis.RuleCounts(ran, ran - fired - open, fired, open, passed);
    }
}
