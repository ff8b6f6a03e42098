package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Kind;
import dev.backupdoctor.core.event.Kinds;
import dev.backupdoctor.core.format.Codes;
import dev.backupdoctor.core.format.Format;
import dev.backupdoctor.core.format.FormatCompiler;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Pos;
import dev.backupdoctor.core.lang.Syntax;
import dev.backupdoctor.core.lang.SyntaxReader;
import dev.backupdoctor.core.rule.Environment;
import dev.backupdoctor.core.rule.KindTable;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.rule.RuleChecks;
import dev.backupdoctor.core.rule.RuleCompiler;
import dev.backupdoctor.core.spi.DiagnosticModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One product, compiled.
 *
 * @param samples format files with their samples
 */
record Product(
        DiagnosticModule module,
        Codes codes,
        List<Format> formats,
        List<Syntax.FormatFile> samples,
        Environment environment,
        List<Rule> rules) {

    /**
     * Compiles everything that belongs to a product. What is wrong is reported; what is right is compiled all the same.
     *
     * @param formatTexts by path {@code formats/name.format}
     * @param ruleTexts by path {@code rules/id.rule}
     */
    static Product compile(
            DiagnosticModule module,
            SortedMap<String, String> formatTexts,
            SortedMap<String, String> ruleTexts,
            Set<String> retired,
            Errors errors) {
        Codes codes = Codes.of(module);
        List<Format> formats = new ArrayList<>();
        List<Syntax.FormatFile> samples = new ArrayList<>();
        formatTexts.forEach((file, text) -> {
            Optional<Syntax> syntax = SyntaxReader.read(file, text, errors);
            if (syntax.isPresent() && syntax.get() instanceof Syntax.FormatFile f) {
                samples.add(f);
                FormatCompiler.compile(f, module, codes, errors).ifPresent(formats::add);
            } else if (syntax.isPresent()) {
                errors.error(new Pos(file, 1, 1, 1), "a file in formats/ holds a format");
            }
        });
        Environment environment = environment(module, formats, retired, errors);
        List<Rule> rules = new ArrayList<>();
        // A broken format would make every rule that reads it look broken, too.
        if (formats.size() == formatTexts.size()) {
            ruleTexts.forEach(
                    (file, text) -> rule(file, text, environment, errors).ifPresent(rules::add));
            RuleChecks.checkExplanations(rules, errors);
        }
        return new Product(module, codes, formats, samples, environment, rules);
    }

    static Optional<Rule> rule(String file, String text, Environment environment, Errors errors) {
        Optional<Syntax> syntax = SyntaxReader.read(file, text, errors);
        if (syntax.isPresent() && syntax.get() instanceof Syntax.RuleFile r) {
            return RuleCompiler.compile(r, text, environment, errors);
        }
        syntax.ifPresent(s -> errors.error(new Pos(file, 1, 1, 1), "a file in rules/ holds a rule"));
        return Optional.empty();
    }

    private static Environment environment(
            DiagnosticModule module, List<Format> formats, Set<String> retired, Errors errors) {
        List<Kinds.Declared> declared =
                formats.stream().flatMap(f -> f.kinds().stream()).toList();
        Kinds kinds = Kinds.of(declared, errors);
        Map<String, Kind> table = kinds.all().stream().collect(Collectors.toMap(Kind::name, k -> k));
        Map<String, SortedSet<String>> yields = new TreeMap<>();
        for (Format f : formats) {
            SortedSet<String> names = new TreeSet<>();
            f.yields().forEach(k -> names.add(k.name()));
            yields.put(f.name(), names);
        }
        return new Environment(
                module.product(), new KindTable(table), yields, module.verifiers(), module.readingCommands(), retired);
    }
}
