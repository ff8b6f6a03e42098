package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Kind;
import dev.backupdoctor.core.finding.Diagnosis;
import dev.backupdoctor.core.format.FieldWriters;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Syntax;
import dev.backupdoctor.core.lang.SyntaxReader;
import dev.backupdoctor.core.rule.Environment;
import dev.backupdoctor.core.rule.KindTable;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.rule.RuleCompiler;
import dev.backupdoctor.core.value.Code;
import dev.backupdoctor.core.value.Display;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Rules of a fictional product over ready-made events, without any file. */
final class Bench {

    static final Map<String, Type> JOB = Map.of(
            "host", Scalar.TEXT,
            "job", Scalar.NUMBER,
            "took", Scalar.DURATION,
            "size", Scalar.SIZE,
            "state", new Type.Words(new TreeSet<>(List.of("ok", "failed"))),
            "result", Scalar.CODE,
            "name", Scalar.RAW,
            "version", Scalar.VERSION,
            "held", Scalar.YES_NO);

    private final List<CaseSource> sources = new ArrayList<>();
    private final List<String> rules = new ArrayList<>();
    private final TreeMap<String, Kind> kinds = new TreeMap<>();
    private RuleSettings settings = RuleSettings.NONE;
    private Optional<Instant> now = Optional.empty();
    private final Errors errors = new Errors();

    Bench() {
        for (String name : List.of("acme.job", "acme.step", "acme.config", "acme.end")) {
            kinds.put(name, new Kind(name, new TreeMap<>(JOB), new TreeSet<>(Set.of("acme-log")), ""));
        }
    }

    Bench rule(String id, String body) {
        rules.add("rule " + id + " \"A rule\"\n" + body
                + "\nexample \"a\" finds\nexample \"b\" finds nothing\nexample \"c\" stays open\n");
        return this;
    }

    /** Events in one source, a JSON object a line; {@code covers} lines say that nothing else is there. */
    Bench events(String source, String lines) {
        var reader = new GivenEvents(new KindTable(kinds), n -> new Code(n, Optional.empty()));
        sources.addAll(reader.read(source, lines));
        if (!reader.mistakes().isEmpty()) {
            throw new AssertionError(reader.mistakes().toString());
        }
        return this;
    }

    Bench now(String instant) {
        now = Optional.of(Instant.parse(instant));
        return this;
    }

    Bench answer(String question, boolean answer) {
        settings = new RuleSettings(settings.values(), Map.of(question, answer));
        return this;
    }

    List<Rule> compile() {
        Environment env = new Environment(
                "acme",
                new KindTable(kinds),
                Map.of(
                        "acme-log",
                        new TreeSet<>(Set.of("acme.job", "acme.step")),
                        "acme-conf",
                        new TreeSet<>(Set.of("acme.config"))),
                Set.of("probe"),
                Set.of("cat", "ls"),
                Set.of("acme-retired"),
                new FormatEditing(new FieldWriters(List.of())),
                true);
        List<Rule> compiled = new ArrayList<>();
        for (String text : rules) {
            String file = "rules/" + text.split(" ", 3)[1] + ".rule";
            Optional<Syntax> syntax = SyntaxReader.read(file, text, errors);
            syntax.flatMap(s -> RuleCompiler.compile((Syntax.RuleFile) s, text, env, errors))
                    .ifPresent(compiled::add);
        }
        return compiled;
    }

    /** The errors of all rules as the compiler prints them. */
    String errors() {
        compile();
        StringBuilder out = new StringBuilder();
        errors.list().forEach(e -> out.append(e.render(rules.get(0))).append('\n'));
        return out.toString();
    }

    Diagnosis run() {
        List<Rule> compiled = compile();
        if (errors.any()) {
            throw new AssertionError(errors());
        }
        Case facts = new Case(sources, now, Duration.ofSeconds(2));
        var writer = new FindingWriter("en", new Display(ZoneOffset.UTC));
        return new Diagnose(compiled, facts, settings, writer).diagnosis(facts, List.of(), List.of());
    }
}
