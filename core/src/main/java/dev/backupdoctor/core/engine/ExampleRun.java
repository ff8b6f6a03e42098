package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.finding.Cause;
import dev.backupdoctor.core.finding.Confidence;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.format.Format;
import dev.backupdoctor.core.format.FormatReader;
import dev.backupdoctor.core.format.Formats;
import dev.backupdoctor.core.format.Reading;
import dev.backupdoctor.core.format.SourceEvents;
import dev.backupdoctor.core.format.Wanted;
import dev.backupdoctor.core.lang.Expr;
import dev.backupdoctor.core.lang.Syntax.Given;
import dev.backupdoctor.core.lang.Syntax.Outcome;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.rule.Scope;
import dev.backupdoctor.core.source.Limits;
import dev.backupdoctor.core.source.Source;
import dev.backupdoctor.core.source.Sources;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Runs the examples of a rule. */
final class ExampleRun {

    private final Rule rule;
    private final Product product;
    private final Formats formats;
    private final Optional<Path> cases;
    private final List<Input> inputs = new ArrayList<>();
    private final List<Page> pages = new ArrayList<>();
    private RotatedLogs logs = new RotatedLogs(List.of());

    ExampleRun(Rule rule, Product product, Formats formats, Optional<Path> cases) {
        this.rule = rule;
        this.product = product;
        this.formats = formats;
        this.cases = cases;
    }

    TestOutcome run(Rule.ExampleOf example) {
        String title = "example " + example.syntax().title();
        if (!runnable(example)) {
            return TestOutcome.skipped(
                    rule.id(), example.syntax().at(), title, "its case folder comes with the source code only");
        }
        Optional<String> wrong;
        try {
            wrong = judged(example);
        } catch (IOException e) {
            wrong = Optional.of("its case cannot be read: " + e.getMessage());
        }
        return TestOutcome.of(rule.id(), example.syntax().at(), title, wrong);
    }

    /** False for an example whose case folder is not at hand. */
    boolean runnable(Rule.ExampleOf example) {
        return cases.isPresent() || example.syntax().givens().stream().noneMatch(Given.Case.class::isInstance);
    }

    private Optional<String> judged(Rule.ExampleOf example) throws IOException {
        List<String> mistakes = new ArrayList<>();
        RuleRun.Result result = evaluated(example, mistakes);
        return mistakes.isEmpty() ? compare(example, result) : Optional.of(String.join("; ", mistakes));
    }

    /** What the rule says of what the example gives; {@code mistakes} are added where that cannot be read. */
    RuleRun.Result evaluated(Rule.ExampleOf example, List<String> mistakes) throws IOException {
        inputs.clear();
        pages.clear();
        List<CaseSource> sources = sources(example, mistakes);
        Map<String, Value> values = new HashMap<>(example.given());
        Map<String, Boolean> answers = new TreeMap<>();
        rule.questions().forEach(q -> Optional.ofNullable(values.remove(q)).ifPresent(v -> answers.put(q, v.isTrue())));
        Optional<Instant> now = Optional.ofNullable(values.remove("now")).flatMap(v -> v.as(Instant.class));
        RuleSettings settings = new RuleSettings(values, answers);
        Case facts = new Sought(List.of(rule), settings, all -> new Case(all, now, RuleTests.SKEW), this::seek)
                .complete(sources);
        return new RuleRun(rule, facts, settings).run();
    }

    private static Optional<String> compare(Rule.ExampleOf example, RuleRun.Result result) {
        List<RuleRun.Judged> found = result.groups().stream()
                .filter(j -> j.answer() == RuleRun.Answer.FINDING)
                .toList();
        boolean open = !result.openWanted().isEmpty()
                || result.groups().stream().anyMatch(j -> j.answer() == RuleRun.Answer.OPEN);
        Outcome wanted = example.syntax().outcome();
        int count = wanted instanceof Outcome.Finds f ? f.count() : 0;
        if (found.size() != count) {
            String said = found.isEmpty()
                    ? reason(result)
                    : ": " + RuleTests.WRITER.write(found.get(0)).message();
            return Optional.of("should find " + count + ", but finds " + found.size() + said);
        } else if (wanted instanceof Outcome.StaysOpen && !open) {
            return Optional.of("should stay open, but is clean" + reason(result));
        } else if (count == 0 && wanted instanceof Outcome.Finds && open) {
            return Optional.of("should find nothing, but stays open" + reason(result));
        }
        return found.stream().flatMap(j -> failed(example, j).stream()).findFirst();
    }

    private static String reason(RuleRun.Result result) {
        if (result.groups().isEmpty()) {
            return ": no " + result.rule().forEach().kind().name();
        }
        RuleRun.Judged first = result.groups().get(0);
        return first.answer() == RuleRun.Answer.OPEN
                ? ": missing " + String.join(", ", first.wanted())
                : first.reason().isEmpty() ? "" : ": " + first.reason();
    }

    /** The first expectation that does not hold for a finding. */
    private static Optional<String> failed(Rule.ExampleOf example, RuleRun.Judged judged) {
        Finding finding = RuleTests.WRITER.write(judged);
        Scope scope = Scope.of(
                name -> special(name, finding).orElseGet(() -> judged.group().name(name)));
        for (Rule.Expectation e : example.expects()) {
            Value holds = e.holds().in(scope);
            if (!holds.isTrue()) {
                return Optional.of("expectation on line " + e.written().at().line() + " is "
                        + (holds.isMissing() ? "unknown" : "false") + ": " + measured(e.written(), judged.group())
                        + "message: " + finding.message());
            }
        }
        return Optional.empty();
    }

    /** The names in an expectation with their values. */
    private static String measured(Expr e, Group group) {
        StringBuilder out = new StringBuilder();
        for (String name : Rule.namesIn(e)) {
            boolean shown =
                    group.rule().lets().containsKey(name) || group.keys().containsKey(name);
            if (shown) {
                out.append(name)
                        .append(" = ")
                        .append(RuleTests.WRITER.display().show(group.name(name)))
                        .append("; ");
            }
        }
        return out.toString();
    }

    private static Optional<Value> special(String name, Finding finding) {
        return switch (name) {
            case "severity" -> Optional.of(Value.of(finding.severity().word()));
            case "confidence" -> Optional.of(Value.of(finding.confidence().word()));
            case "causes" ->
                Optional.of(Value.of(finding.causes().stream()
                        .filter(c -> c.confidence() != Confidence.RULED_OUT)
                        .map(Cause::text)
                        .toList()));
            case "primary" ->
                Optional.of(finding.primary().map(ExampleRun::primary).orElse(Value.none()));
            default -> Optional.empty();
        };
    }

    private static Value primary(Place place) {
        Map<String, Value> fields = Map.of(
                "line", Value.of(BigDecimal.valueOf(place.line()), place), "source", Value.of(place.file(), place));
        return Value.of(new Event("finding.primary", fields, place, 0), place);
    }

    private List<CaseSource> sources(Rule.ExampleOf example, List<String> mistakes) throws IOException {
        List<CaseSource> sources = new ArrayList<>();
        for (Given g : example.syntax().givens()) {
            if (g instanceof Given.Events e) {
                var given = new GivenEvents(product.environment().kinds(), product.codes()::code);
                sources.addAll(given.read("events:" + e.at().line(), e.json()));
                mistakes.addAll(given.mistakes());
            } else if (g instanceof Given.Input i) {
                Format format = formats.find(i.format().text()).orElseThrow();
                read(format, i.fileName(), i.text().getBytes(StandardCharsets.UTF_8));
            } else if (g instanceof Given.Case c) {
                folder(c.folder(), mistakes);
            }
        }
        logs = new RotatedLogs(pages);
        sources.addAll(logs.sources());
        return sources;
    }

    private void folder(String name, List<String> mistakes) throws IOException {
        Path folder = cases.orElseThrow().resolve(name).resolve("input");
        if (!Files.isDirectory(folder)) {
            mistakes.add("there is no case folder " + name);
            return;
        }
        Sources.walk(List.of(folder.toString()), InputStream.nullInputStream(), Limits.DEFAULT, (source, content) -> {
            byte[] bytes = content.readAllBytes();
            read(formats.detectAll(source, bytes), source, bytes);
        });
    }

    private void read(Format format, String fileName, byte[] bytes) {
        read(List.of(format), new Source(fileName, fileName, Optional.empty()), bytes);
    }

    private void read(List<Format> by, Source source, byte[] bytes) {
        by.forEach(format -> inputs.add(new Input(format, source, () -> new ByteArrayInputStream(bytes))));
        if (!by.isEmpty()) {
            pages.add(Page.read(by, source, new ByteArrayInputStream(bytes), Reading.inUtc()));
        }
    }

    private List<SourceEvents> seek(Map<String, Set<Wanted>> wanted) {
        return inputs.stream()
                .filter(i -> i.format().yields().stream().anyMatch(k -> wanted.containsKey(k.name())))
                .filter(i -> !logs.isCopy(i.source().name()))
                .map(i -> FormatReader.seek(i.format(), i.source(), i.content().get(), Reading.inUtc(), wanted))
                .map(logs::settle)
                .toList();
    }

    /** What an example was given, kept for a second pass. */
    private record Input(Format format, Source source, Supplier<InputStream> content) {}
}
