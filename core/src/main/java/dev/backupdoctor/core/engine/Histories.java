package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.finding.Metric;
import dev.backupdoctor.core.finding.SourceSeen;
import dev.backupdoctor.core.format.Format;
import dev.backupdoctor.core.format.Reading;
import dev.backupdoctor.core.format.SourceEvents;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.source.Problem;
import dev.backupdoctor.core.source.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What rules measured, now and earlier, as further sources of a case. Earlier measurements come as a source of the name
 * that {@link Measured#fileName} gives; those of this case are added, so that a directory with the logs of a year has a
 * trend by itself. Products without a format for it have no history.
 */
final class Histories {

    private static final int MAX_BYTES = 8 << 20;

    /** Earlier lines, and the source they came from. */
    private record Kept(Source source, String lines) {}

    private final Map<String, Format> formats = new TreeMap<>();
    private final Map<String, Kept> kept = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<SourceSeen> seen = new ArrayList<>();

    Histories(Rulebook rulebook) {
        rulebook.formats().all().stream()
                .filter(f -> f.fitsName(Measured.fileName(f.product())))
                .forEach(f -> formats.putIfAbsent(f.product(), f));
    }

    /** Takes a source that holds earlier measurements; false when it is none. */
    boolean take(Source source, InputStream content) {
        Optional<String> product = formats.keySet().stream()
                .filter(p -> source.fileName().equals(Measured.fileName(p)))
                .findFirst();
        product.ifPresent(p -> kept.merge(p, read(source, content), Histories::both));
        return product.isPresent();
    }

    private Kept read(Source source, InputStream content) {
        String lines = "";
        try {
            lines = new String(content.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
            if (content.read() >= 0) {
                problems.add(new Problem(source.name(), 0, "larger than 8 MiB: the rest is not read", true));
            }
        } catch (IOException told) {
            // Whoever walks the sources says what was cut; half a line is none.
            lines = lines.substring(0, lines.lastIndexOf('\n') + 1);
        }
        return new Kept(source, lines);
    }

    private static Kept both(Kept first, Kept second) {
        return new Kept(first.source(), first.lines() + "\n" + second.lines());
    }

    List<Problem> problems() {
        return problems;
    }

    /** Sources of earlier measurements. */
    List<SourceSeen> seen() {
        return seen;
    }

    /** The case with what was measured, if some product has a history. */
    Case joined(Case facts, List<Rule> rules, RuleSettings settings, FindingWriter writer, Reading reading) {
        List<CaseSource> sources = new ArrayList<>(facts.sources());
        formats.forEach((product, format) -> {
            Optional<Kept> before = Optional.ofNullable(kept.get(product));
            List<Metric> now = new ArrayList<>();
            rules.stream()
                    .filter(r -> r.product().equals(product) && !r.metrics().isEmpty())
                    .forEach(r -> new RuleRun(r, facts, settings)
                            .run()
                            .groups()
                            .forEach(j -> now.addAll(writer.metrics(j.group()))));
            String lines = Measured.merged(before.map(Kept::lines).orElse(""), now, facts.now());
            if (before.isPresent() || !lines.isEmpty()) {
                Source source = before.map(Kept::source)
                        .orElseGet(() -> new Source(
                                "measured/" + Measured.fileName(product),
                                Measured.fileName(product),
                                Optional.of(facts.now())));
                sources.add(source(source, format, lines, reading, before.isPresent()));
            }
        });
        return sources.size() == facts.sources().size()
                ? facts
                : new Case(sources, Optional.of(facts.now()), facts.skew());
    }

    private CaseSource source(Source source, Format format, String lines, Reading reading, boolean given) {
        byte[] bytes = lines.getBytes(StandardCharsets.ISO_8859_1);
        List<SourceEvents> read = Page.read(List.of(format), source, new ByteArrayInputStream(bytes), reading)
                .settle();
        if (given) {
            seen.add(new SourceSeen(
                    source.name(),
                    Optional.of(format.name()),
                    Optional.of(format.product()),
                    Optional.empty(),
                    read.get(0).bytes(),
                    read.get(0).lines()));
        }
        return Page.asCaseSource(read);
    }
}
