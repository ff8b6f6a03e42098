package dev.backupdoctor.core.finding;

import dev.backupdoctor.core.source.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that an analysis says.
 *
 * @param findings roots only, in {@link Finding#ORDER}; what they explain is inside them
 * @param suppressed findings set aside by a baseline; they are shown, and do not count
 * @param clean what rules looked at and found nothing wrong with
 * @param rules how the rules fared
 * @param now the instant that the rules took for the present
 * @param since what is different from the last check; empty where nothing is kept from one run to the next
 */
public record Diagnosis(
        List<Finding> findings,
        List<Suppressed> suppressed,
        List<Open> open,
        List<Clean> clean,
        List<Problem> problems,
        List<Metric> metrics,
        List<SourceSeen> sources,
        RuleCounts rules,
        Instant now,
        Optional<Since> since) {

    /**
     * How the rules fared.
     *
     * @param ran rules that had something to look at
     * @param clean of these, found nothing and were not open
     * @param fired of these, found something
     * @param open of these, could not decide
     * @param passed the clean ones by id; empty where only their number is known
     */
    public record RuleCounts(int ran, int clean, int fired, int open, List<Passed> passed) {
        public RuleCounts {
            passed = List.copyOf(passed);
        }

        /** Where the clean ones are only counted. */
        public RuleCounts(int ran, int clean, int fired, int open) {
            this(ran, clean, fired, open, List.of());
        }
    }

    public Diagnosis {
        findings = List.copyOf(findings);
        suppressed = List.copyOf(suppressed);
        open = List.copyOf(open);
        clean = List.copyOf(clean);
        problems = List.copyOf(problems);
        metrics = List.copyOf(metrics);
        sources = List.copyOf(sources);
    }

    /** Where nothing is kept from one run to the next. */
    public Diagnosis(
            List<Finding> findings,
            List<Suppressed> suppressed,
            List<Open> open,
            List<Problem> problems,
            List<Metric> metrics,
            List<SourceSeen> sources,
            RuleCounts rules,
            Instant now) {
        this(findings, suppressed, open, List.of(), problems, metrics, sources, rules, now, Optional.empty());
    }

    /** Where no baseline was asked for. */
    public Diagnosis(
            List<Finding> findings,
            List<Open> open,
            List<Problem> problems,
            List<Metric> metrics,
            List<SourceSeen> sources,
            RuleCounts rules,
            Instant now) {
        this(findings, List.of(), open, problems, metrics, sources, rules, now);
    }

    /** The same, knowing what was clean. */
    public Diagnosis withClean(List<Clean> known) {
        return new Diagnosis(findings, suppressed, open, known, problems, metrics, sources, rules, now, since);
    }

    /** The same with some findings set aside, and with what is to be noted about it. */
    public Diagnosis suppressing(List<Finding> left, List<Suppressed> aside, List<Problem> noted) {
        return new Diagnosis(left, aside, open, clean, noted, metrics, sources, rules, now, since);
    }

    /** The same with further problems. */
    public Diagnosis noting(List<Problem> more) {
        List<Problem> all = Stream.concat(problems.stream(), more.stream())
                .sorted()
                .distinct()
                .toList();
        return new Diagnosis(findings, suppressed, open, clean, all, metrics, sources, rules, now, since);
    }

    /** The same with what is different from the last check. */
    public Diagnosis since(Since change) {
        return new Diagnosis(
                findings, suppressed, open, clean, problems, metrics, sources, rules, now, Optional.of(change));
    }

    /** True when every named input was read to its end. */
    public boolean complete() {
        return problems.stream().noneMatch(Problem::incomplete);
    }
}
