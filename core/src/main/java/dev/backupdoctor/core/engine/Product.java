package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.event.Kind;
import dev.backupdoctor.core.event.Kinds;
import dev.backupdoctor.core.format.Codes;
import dev.backupdoctor.core.format.FieldWriters;
import dev.backupdoctor.core.format.Format;
import dev.backupdoctor.core.format.FormatCompiler;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Pos;
import dev.backupdoctor.core.lang.Syntax;
import dev.backupdoctor.core.rule.Environment;
import dev.backupdoctor.core.rule.KindTable;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.rule.RuleChecks;
import dev.backupdoctor.core.rule.RuleCompiler;
import dev.backupdoctor.core.spi.CheckValues;
import dev.backupdoctor.core.spi.DiagnosticModule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One product: its formats, compiled, and its rules, compiled when they are first asked for. */
final class Product {

    private final DiagnosticModule module;
    private final Codes codes;
    private final List<Format> formats = new ArrayList<>();
    private final List<Syntax.FormatFile> samples = new ArrayList<>();
    private final Environment environment;
    private final Collection<WrittenFile> ruleFiles;
    private final Errors errors;
    private List<Rule> rules = List.of();
    private boolean compiled;

    /**
     * Compiles the formats of a product. What is wrong is reported; what is right is compiled all the same.
     *
     * @param formatFiles by path {@code formats/name.format}
     * @param ruleFiles by path {@code rules/id.rule}
     * @param errors takes what is wrong with formats now, and with rules when they are compiled
     */
    Product(
            DiagnosticModule module,
            SortedMap<String, WrittenFile> formatFiles,
            SortedMap<String, WrittenFile> ruleFiles,
            Set<String> retired,
            Errors errors) {
        this.module = module;
        this.errors = errors;
        codes = Codes.of(module);
        formatFiles.values().forEach(this::format);
        environment = environment(module, formats, retired, errors);
        // A broken format would make every rule that reads it look broken, too.
        this.ruleFiles = formats.size() == formatFiles.size() ? ruleFiles.values() : List.of();
    }

    private void format(WrittenFile file) {
        Optional<Syntax> syntax = file.tree(errors);
        if (syntax.isPresent() && syntax.get() instanceof Syntax.FormatFile f) {
            samples.add(f);
            FormatCompiler.compile(f, module, codes, errors).ifPresent(formats::add);
        } else if (syntax.isPresent()) {
            errors.error(new Pos(file.path(), 1, 1, 1), "a file in formats/ holds a format");
        }
    }

    DiagnosticModule module() {
        return module;
    }

    Codes codes() {
        return codes;
    }

    List<Format> formats() {
        return formats;
    }

    /** Format files with their samples. */
    List<Syntax.FormatFile> samples() {
        return samples;
    }

    Environment environment() {
        return environment;
    }

    /** The rules, by id. */
    synchronized List<Rule> rules() {
        if (!compiled) {
            rules = ruleFiles.stream()
                    .flatMap(file -> rule(file, environment, errors).stream())
                    .toList();
            RuleChecks.checkExplanations(rules, errors);
            compiled = true;
        }
        return rules;
    }

    static Optional<Rule> rule(WrittenFile file, Environment environment, Errors errors) {
        Optional<Syntax> syntax = file.tree(errors);
        if (syntax.isPresent() && syntax.get() instanceof Syntax.RuleFile r) {
            return RuleCompiler.compile(r, file.text(), environment, errors);
        }
        syntax.ifPresent(s -> errors.error(new Pos(file.path(), 1, 1, 1), "a file in rules/ holds a rule"));
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
                module.product(),
                new KindTable(table),
                yields,
                module.verifiers(CheckValues.NONE).keySet(),
                module.readingCommands(),
                retired,
                new FormatEditing(new FieldWriters(formats)));
    }
}
