package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.format.Format;
import dev.backupdoctor.core.format.Formats;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.rule.Rule;
import dev.backupdoctor.core.spi.DiagnosticModule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** All formats and rules of all products, compiled. Immutable. */
public final class Rulebook {

    private final List<Product> products;
    private final Formats formats;
    private final List<LanguageError> warnings;
    private final Map<String, String> texts;

    private Rulebook(List<Product> products, List<LanguageError> warnings, Map<String, String> texts) {
        this.products = List.copyOf(products);
        this.formats = new Formats(
                products.stream().flatMap(p -> p.formats().stream()).toList(),
                products.stream().map(p -> p.module().pageFormats()).toList());
        this.warnings = List.copyOf(warnings);
        this.texts = Map.copyOf(texts);
    }

    /**
     * Compiles the files of all modules, and those of the user beside them. A rule of the user with the id of a
     * built-in one takes its place.
     *
     * @throws RuleErrors when a file is wrong
     */
    public static Rulebook load(Iterable<DiagnosticModule> modules, List<UserFile> userFiles) throws RuleErrors {
        Errors errors = new Errors();
        Map<String, String> texts = new TreeMap<>();
        List<Product> products = new ArrayList<>();
        Set<String> taken = new TreeSet<>();
        for (DiagnosticModule module : sorted(modules)) {
            ModuleFiles files = new ModuleFiles(module);
            SortedMap<String, String> formatTexts = files.texts("formats", ".format");
            SortedMap<String, String> ruleTexts = files.texts("rules", ".rule");
            for (UserFile user : userFiles) {
                if (user.belongsTo(module.product())) {
                    taken.add(user.path());
                    (user.isRule() ? ruleTexts : formatTexts).keySet().removeIf(user::shadows);
                    (user.isRule() ? ruleTexts : formatTexts).put(user.path(), user.text());
                }
            }
            texts.putAll(formatTexts);
            texts.putAll(ruleTexts);
            products.add(Product.compile(module, formatTexts, ruleTexts, retired(files), errors));
        }
        for (UserFile user : userFiles) {
            if (!taken.contains(user.path())) {
                texts.put(user.path(), user.text());
                errors.add(user.strange(
                        products.stream().map(p -> p.module().product()).toList()));
            }
        }
        if (errors.any()) {
            throw new RuleErrors(errors.list(), texts);
        }
        return new Rulebook(products, errors.list(), texts);
    }

    private static List<DiagnosticModule> sorted(Iterable<DiagnosticModule> modules) {
        List<DiagnosticModule> sorted = new ArrayList<>();
        modules.forEach(sorted::add);
        sorted.sort(Comparator.comparing(DiagnosticModule::product));
        return sorted;
    }

    private static Set<String> retired(ModuleFiles files) {
        Set<String> ids = new TreeSet<>();
        files.text("rules/retired.txt")
                .ifPresent(t -> t.lines()
                        .map(l -> l.replaceFirst("#.*", "").strip())
                        .filter(l -> !l.isEmpty())
                        .forEach(ids::add));
        return ids;
    }

    /** What could be better in the files; they work. */
    public List<LanguageError> warnings() {
        return warnings;
    }

    /** A warning as a compiler prints it. */
    public String render(LanguageError warning) {
        return warning.render(texts.getOrDefault(warning.at().file(), ""));
    }

    /** All rules, by id. */
    public List<RuleInfo> rules() {
        return compiled().stream().map(RuleInfo::of).toList();
    }

    /** The text of a rule's file. */
    public Optional<RuleInfo> rule(String id) {
        return compiled().stream().filter(r -> r.id().equals(id)).findFirst().map(RuleInfo::of);
    }

    /** All formats, by name. */
    public List<Format> formatList() {
        return formats.all();
    }

    List<Rule> compiled() {
        return products.stream()
                .flatMap(p -> p.rules().stream())
                .sorted(Comparator.comparing(Rule::id))
                .toList();
    }

    List<Product> products() {
        return products;
    }

    Formats formats() {
        return formats;
    }
}
