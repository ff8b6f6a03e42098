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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One product: its formats and its rules, compiled when they are first asked for. What is wrong is reported; what is
 * right is compiled all the same.
 */
final class Product {

    private final DiagnosticModule module;
    private final SortedMap<String, WrittenFile> formatFiles;
    private final SortedMap<String, WrittenFile> ruleFiles;
    private final Set<String> retired;
    private final Errors errors = new Errors();
    private @Nullable Known known;
    private @Nullable List<Rule> rules;

    /** What its formats say. */
    private record Known(Codes codes, List<Format> formats, List<Syntax.FormatFile> samples, Environment environment) {}

    /**
     * Takes the files of a product.
     *
     * @param formatFiles by path {@code formats/name.format}
     * @param ruleFiles by path {@code rules/id.rule}
     * @param retired ids that no rule may have again
     */
    Product(
            DiagnosticModule module,
            SortedMap<String, WrittenFile> formatFiles,
            SortedMap<String, WrittenFile> ruleFiles,
            Set<String> retired) {
        this.module = module;
        this.formatFiles = formatFiles;
        this.ruleFiles = ruleFiles;
        this.retired = retired;
    }

    private synchronized Known known() {
        if (known == null) {
            Codes codes = Codes.of(module);
            List<Format> formats = new ArrayList<>();
            List<Syntax.FormatFile> samples = new ArrayList<>();
            for (WrittenFile file : formatFiles.values()) {
                format(file).ifPresent(syntax -> {
                    samples.add(syntax);
                    FormatCompiler.compile(syntax, module, codes, errors).ifPresent(formats::add);
                });
            }
            known = new Known(codes, formats, samples, environment(module, formats, retired, errors));
        }
        return known;
    }

    private Optional<Syntax.FormatFile> format(WrittenFile file) {
        Optional<Syntax> syntax = file.tree(errors);
        if (syntax.isPresent() && syntax.get() instanceof Syntax.FormatFile f) {
            return Optional.of(f);
        }
        syntax.ifPresent(s -> errors.error(new Pos(file.path(), 1, 1, 1), "a file in formats/ holds a format"));
        return Optional.empty();
    }

    DiagnosticModule module() {
        return module;
    }

    /** What is wrong with what is compiled so far. */
    Errors errors() {
        return errors;
    }

    Codes codes() {
        return known().codes();
    }

    List<Format> formats() {
        return known().formats();
    }

    /** Format files with their samples. */
    List<Syntax.FormatFile> samples() {
        return known().samples();
    }

    Environment environment() {
        return known().environment();
    }

    /** The rules, by id. */
    synchronized List<Rule> rules() {
        if (rules == null) {
            // A broken format would make every rule that reads it look broken, too.
            boolean readable = formats().size() == formatFiles.size();
            rules = (readable ? ruleFiles.values() : List.<WrittenFile>of())
                    .stream()
                            .flatMap(file -> rule(file, environment(), errors).stream())
                            .toList();
            RuleChecks.checkExplanations(rules, errors);
        }
        return rules;
    }

    /** What the files of the rules say of them, by id. */
    Stream<RuleInfo> infos() {
        return ruleFiles.values().stream().flatMap(file -> info(file).stream());
    }

    /** What the file of one rule says; the others are not looked at. */
    Optional<RuleInfo> info(String id) {
        return ruleFiles.values().stream()
                .filter(file -> file.isOf(id))
                .flatMap(file -> info(file).stream())
                .findFirst();
    }

    private Optional<RuleInfo> info(WrittenFile file) {
        return file.tree(errors)
                .filter(Syntax.RuleFile.class::isInstance)
                .map(Syntax.RuleFile.class::cast)
                .map(rule -> RuleInfo.of(rule, file.text(), module.product()));
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
                new FormatEditing(new FieldWriters(formats)),
                module.checksLive());
    }
}
