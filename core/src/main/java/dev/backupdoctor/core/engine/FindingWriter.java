package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.finding.Ask;
import dev.backupdoctor.core.finding.Cause;
import dev.backupdoctor.core.finding.Clean;
import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Evidence;
import dev.backupdoctor.core.finding.Figure;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.finding.Fix;
import dev.backupdoctor.core.finding.Metric;
import dev.backupdoctor.core.finding.Severity;
import dev.backupdoctor.core.finding.ShellWords;
import dev.backupdoctor.core.finding.Table;
import dev.backupdoctor.core.finding.Verification;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.rule.Scope;
import dev.backupdoctor.core.rule.Stream;
import dev.backupdoctor.core.rule.TextTemplate;
import dev.backupdoctor.core.value.Display;
import dev.backupdoctor.core.value.Measure;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import dev.backupdoctor.core.value.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the finding of a judged group: every text filled in, every number with its places.
 *
 * @param language of messages, {@code en} where a text has no other
 */
record FindingWriter(String language, Display display) {

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

    Finding write(RuleRun.Judged judged) {
        Group group = judged.group();
        Rule rule = group.rule();
        Scope scope = group.scope();
        Severity severity = rule.severity().in(scope).orElse(Severity.ERROR);
        Confidence confidence = rule.confidence().in(scope).orElse(Confidence.LIKELY);
        String message = rule.say()
                .in(scope)
                .map(t -> t.render(scope, language, display))
                .orElse(rule.title());
        SortedMap<String, Figure> figures = figures(group);
        List<Evidence> evidence = new EvidenceWriter(language, display).write(group);
        List<Cause> causes = causes(group);
        List<Fix> fixes = new FixWriter(language, display).write(group);
        List<Table> tables = tables(group);
        // Asked last: whether a join had to guess is only known when everything that is said was looked up.
        boolean doubtful = judged.doubtful() || group.guessed();
        return new Finding(
                rule.id(),
                Fingerprint.of(rule.id(), key(group)),
                severity,
                doubtful ? confidence.atMost(Confidence.LIKELY) : confidence,
                rule.product(),
                key(group),
                rule.title(),
                message,
                rule.why().flatMap(t -> t.ifKnown(scope, language, display)).orElse(""),
                figures,
                evidence,
                causes,
                fixes,
                verification(group),
                texts(rule.references(), scope),
                1,
                1,
                tables,
                List.of(),
                false,
                when(group));
    }

    /** What a group is about in which nothing was found. */
    Clean clean(Group group) {
        SortedMap<String, String> key = key(group);
        String id = group.rule().id();
        return new Clean(id, Fingerprint.of(id, key), key, when(group));
    }

    /** How a fix is proved; empty when the rule does not say, or when an argument is not known. */
    private Optional<Verification> verification(Group group) {
        if (group.rule().verify().isEmpty()) {
            return Optional.empty();
        }
        Rule.VerifyOf how = group.rule().verify().get();
        List<Value> arguments =
                how.arguments().stream().map(a -> a.in(group.scope())).toList();
        Optional<Duration> within = how.within().in(group.scope()).as(Duration.class);
        return arguments.stream().allMatch(Value::isKnown)
                ? within.map(w -> new Verification(
                        how.verifier(), arguments.stream().map(display::show).toList(), w))
                : Optional.empty();
    }

    private List<String> texts(Collection<TextTemplate> templates, Scope scope) {
        return templates.stream()
                .flatMap(t -> t.ifKnown(scope, language, display).stream())
                .toList();
    }

    private static Optional<Instant> when(Group group) {
        return group.facts().time(group.events().get(group.events().size() - 1));
    }

    /** What the finding is about: keys without places, lines and times, {@code ?} for one that nothing names. */
    SortedMap<String, String> key(Group group) {
        SortedMap<String, String> key = new TreeMap<>();
        group.keys().forEach((name, value) -> {
            Type type = group.rule().forEach().kind().type(name);
            if (!type.equals(Scalar.PLACE) && !type.equals(Scalar.INSTANT) && !name.equals("line")) {
                key.put(name, display.show(value));
            }
        });
        return key;
    }

    /** Keys and lets that have a measure or a text. */
    private SortedMap<String, Figure> figures(Group group) {
        SortedMap<String, Figure> figures = new TreeMap<>();
        group.rule().lets().forEach((name, let) -> {
            Value v = group.name(name);
            if (let.type() instanceof Scalar || let.type() instanceof Type.Words) {
                v.known()
                        .flatMap(FindingWriter::plain)
                        .ifPresent(it -> figures.put(name, new Figure(it, unit(let.type()), v.from())));
            }
        });
        return figures;
    }

    /** Durations in seconds, sizes in bytes, everything else as number, yes/no or text. */
    static Optional<Object> plain(Object it) {
        if (it instanceof Boolean || it instanceof String) {
            return Optional.of(it);
        } else if (it instanceof Duration) {
            return Measure.amount(it)
                    .map(ns -> ns.divide(NANOS, MathContext.DECIMAL128).stripTrailingZeros());
        } else if (it instanceof Instant) {
            return Optional.of(it.toString());
        }
        Optional<BigDecimal> amount = Measure.amount(it);
        return amount.isPresent() ? amount.map(a -> (Object) a) : Optional.of(it.toString());
    }

    static String unit(Type type) {
        return type.equals(Scalar.DURATION)
                ? "s"
                : type.equals(Scalar.SIZE) ? "B" : type.equals(Scalar.NUMBER) ? "1" : "";
    }

    private List<Cause> causes(Group group) {
        List<Cause> causes = new ArrayList<>();
        for (Rule.CauseOf c : group.rule().causes()) {
            Optional<String> text = c.text().ifKnown(group.scope(), language, display);
            Value holds = c.when().map(w -> w.in(group.scope())).orElse(Value.none());
            Confidence confidence = c.when().isEmpty()
                    ? Confidence.LIKELY
                    : holds.isTrue()
                            ? Confidence.CERTAIN
                            : holds.isMissing() ? Confidence.POSSIBLE : Confidence.RULED_OUT;
            Optional<Ask> ask = holds instanceof Value.Missing m ? decider(group, m.wanted()) : Optional.empty();
            text.ifPresent(t -> causes.add(new Cause(t, confidence, ask)));
        }
        causes.sort(java.util.Comparator.comparing(Cause::confidence));
        return causes;
    }

    private Optional<Ask> decider(Group group, Set<String> wanted) {
        return asks(group, wanted).stream().findFirst();
    }

    /** The questions that can give something of what is wanted. */
    List<Ask> asks(Group group, Set<String> wanted) {
        List<Ask> asks = new ArrayList<>();
        for (Rule.AskOf ask : group.rule().asks()) {
            boolean helps = ask.yields().stream().anyMatch(wanted::contains) || wanted.contains(ask.name());
            Optional<String> text = ask.text().ifKnown(group.scope(), language, display);
            if (!helps || text.isEmpty()) {
                continue;
            } else if (ask.run().isEmpty()) {
                asks.add(new Ask(ask.name(), Optional.empty(), Optional.empty(), text.get()));
                continue;
            }
            ask.run()
                    .get()
                    .arguments(group.scope(), display)
                    .ifPresent(command -> asks.add(new Ask(
                            ask.name(),
                            Optional.of(ShellWords.withStars(command)),
                            ask.run().get().host(group.scope(), display),
                            text.get())));
        }
        return asks;
    }

    private List<Table> tables(Group group) {
        List<Table> tables = new ArrayList<>();
        for (Rule.TableOf t : group.rule().tables()) {
            Set<Object> rows = new LinkedHashSet<>();
            for (String stream : t.streams()) {
                List<Event> events =
                        group.name(stream).as(Stream.class).map(Stream::events).orElse(List.of());
                events.forEach(e -> e.field(t.by()).known().ifPresent(rows::add));
            }
            if (rows.isEmpty()) {
                continue;
            }
            List<String> heads = new ArrayList<>(List.of(t.by()));
            t.columns().forEach(c -> heads.add(c.head().render(group.scope(), language, display)));
            List<List<String>> cells = new ArrayList<>();
            for (Object row : rows) {
                Scope narrowed = group.scope().narrowed(t.by(), row);
                List<String> cell = new ArrayList<>(List.of(display.show(row)));
                t.columns().forEach(c -> cell.add(cell(c.value().eval().in(narrowed))));
                cells.add(cell);
            }
            tables.add(new Table("", heads, cells));
        }
        return tables;
    }

    /** A stream shows yes, {@code -} or {@code ?}; a value itself. */
    private String cell(Value v) {
        if (v instanceof Value.None) {
            return "-";
        }
        return v.as(Stream.class).map(s -> s.events().isEmpty() ? "-" : "yes").orElseGet(() -> display.show(v));
    }

    List<Metric> metrics(Group group) {
        List<Metric> metrics = new ArrayList<>();
        for (Rule.MetricOf m : group.rule().metrics()) {
            Value v = m.value().eval().in(group.scope());
            v.known()
                    .flatMap(FindingWriter::plain)
                    .filter(BigDecimal.class::isInstance)
                    .ifPresent(it -> metrics.add(new Metric(
                            m.name(), (BigDecimal) it, unit(m.value().type()), key(group), m.help(), when(group))));
        }
        return metrics;
    }
}
