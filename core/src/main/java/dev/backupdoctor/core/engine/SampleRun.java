package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Event;
import dev.backupdoctor.core.finding.Finding;
import dev.backupdoctor.core.format.Format;
import dev.backupdoctor.core.format.FormatReader;
import dev.backupdoctor.core.format.Reading;
import dev.backupdoctor.core.format.SourceEvents;
import dev.backupdoctor.core.lang.Syntax;
import dev.backupdoctor.core.lang.Syntax.FormatItem;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.rule.Scope;
import dev.backupdoctor.core.source.Source;
import dev.backupdoctor.core.value.Value;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Runs the samples of a format. */
final class SampleRun {

    private final Format format;
    private final Product product;

    SampleRun(Format format, Product product) {
        this.format = format;
        this.product = product;
    }

    List<TestOutcome> run(Syntax.FormatFile file) {
        return file.all(FormatItem.Sample.class).map(this::run).toList();
    }

    private TestOutcome run(FormatItem.Sample sample) {
        SourceEvents events = read(format, "sample", sample.input());
        Optional<String> wrong = sample.kind().isPresent() ? gives(sample, events) : silent(events);
        return TestOutcome.of(format.name(), sample.at(), "sample " + sample.title(), wrong);
    }

    private Optional<String> gives(FormatItem.Sample sample, SourceEvents events) {
        String kind = sample.kind().orElseThrow().text();
        List<Event> found =
                events.events().stream().filter(e -> e.kind().equals(kind)).toList();
        if (found.isEmpty()) {
            return Optional.of("should give " + kind + ", but gives "
                    + (events.events().isEmpty()
                            ? "nothing"
                            : events.events().get(0).kind()));
        } else if (sample.where().isEmpty()) {
            return Optional.empty();
        }
        return Rule.elementCondition(sample.where().get(), product.environment().kinds(), kind)
                .map(where -> found.stream()
                        .anyMatch(e ->
                                where.in(Scope.of(n -> Value.none()).inside(e)).isTrue()))
                .filter(holds -> !holds)
                .map(none -> "no " + kind + " fits the condition; it gives "
                        + found.get(0).fields());
    }

    /** In a silent sample no rule of the product may find anything. */
    private Optional<String> silent(SourceEvents events) {
        Case facts = new Case(List.of(Page.asCaseSource(List.of(events))), Optional.empty(), RuleTests.SKEW);
        List<Finding> findings = new Diagnose(product.rules(), facts, RuleSettings.NONE, RuleTests.WRITER)
                .diagnosis(facts, List.of(), List.of())
                .findings();
        return findings.isEmpty()
                ? Optional.empty()
                : Optional.of("should be silent, but " + findings.get(0).rule() + " finds: "
                        + findings.get(0).message());
    }

    /** Reads a text as if it were a file of that name. */
    static SourceEvents read(Format format, String fileName, String text) {
        Source source = new Source(fileName, fileName, Optional.empty());
        var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return FormatReader.read(format, source, bytes, Reading.inUtc());
    }
}
