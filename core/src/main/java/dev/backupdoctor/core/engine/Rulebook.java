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
import org.jspecify.annotations.Nullable;

/** All formats and rules of all products. Safe for use by many threads. */
public final class Rulebook {

    private final List<Product> products;
    private @Nullable Formats formats;
    private final Map<String, WrittenFile> files;

    private Rulebook(List<Product> products, Map<String, WrittenFile> files) {
        this.products = List.copyOf(products);
        this.files = Map.copyOf(files);
    }

    /**
     * Takes the files of all modules, and those of the user beside them. A rule of the user with the id of a built-in
     * one takes its place. What was parsed and tried when its module was built is compiled when it is wanted; all else
     * is compiled now.
     *
     * @throws RuleErrors when a file is wrong
     */
    public static Rulebook load(Iterable<DiagnosticModule> modules, List<UserFile> userFiles) throws RuleErrors {
        Map<String, WrittenFile> written = new TreeMap<>();
        List<Unread> unread = new ArrayList<>();
        Set<String> taken = new TreeSet<>();
        for (DiagnosticModule module : sorted(modules)) {
            ModuleFiles files = new ModuleFiles(module);
            SortedMap<String, WrittenFile> formats = files.files("formats", ".format");
            SortedMap<String, WrittenFile> rules = files.files("rules", ".rule");
            boolean own = true;
            for (UserFile user : userFiles) {
                if (user.belongsTo(module.product())) {
                    own = false;
                    taken.add(user.path());
                    SortedMap<String, WrittenFile> shadowed = user.isRule() ? rules : formats;
                    shadowed.keySet().removeIf(user::shadows);
                    shadowed.put(user.path(), WrittenFile.parsed(user.path(), user.text()));
                }
            }
            written.putAll(formats);
            written.putAll(rules);
            unread.add(new Unread(module, formats, rules, retired(files), !own || !files.hasTrees()));
        }
        List<Product> products = unread.stream().map(Unread::product).toList();
        Errors errors = errors(products);
        for (UserFile user : userFiles) {
            if (!taken.contains(user.path())) {
                written.put(user.path(), WrittenFile.parsed(user.path(), user.text()));
                errors.add(user.strange(
                        products.stream().map(p -> p.module().product()).toList()));
            }
        }
        if (errors.any()) {
            Map<String, String> texts = new TreeMap<>();
            errors.list().forEach(e -> texts.computeIfAbsent(e.at().file(), f -> text(written, f)));
            throw new RuleErrors(errors.list(), texts);
        }
        return new Rulebook(products, written);
    }

    /** The files of one product. */
    private record Unread(
            DiagnosticModule module,
            SortedMap<String, WrittenFile> formats,
            SortedMap<String, WrittenFile> rules,
            Set<String> retired,
            boolean untried) {

        Product product() {
            Product product = new Product(module, formats, rules, retired);
            if (untried) {
                product.rules();
            }
            return product;
        }
    }

    private static Errors errors(List<Product> products) {
        Errors all = new Errors();
        products.forEach(p -> p.errors().list().forEach(all::add));
        return all;
    }

    private static String text(Map<String, WrittenFile> files, String path) {
        return Optional.ofNullable(files.get(path)).map(WrittenFile::text).orElse("");
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
        compiled();
        return errors(products).list();
    }

    /** A warning as a compiler prints it. */
    public String render(LanguageError warning) {
        return warning.render(text(files, warning.at().file()));
    }

    /** All rules, by id. */
    public List<RuleInfo> rules() {
        return products.stream()
                .flatMap(Product::infos)
                .sorted(Comparator.comparing(RuleInfo::id))
                .toList();
    }

    /** The text of a rule's file. */
    public Optional<RuleInfo> rule(String id) {
        return owner(id).flatMap(p -> p.info(id));
    }

    /** The rule of this id. */
    Optional<Rule> find(String id) {
        return owner(id)
                .flatMap(p -> compiled(List.of(p)).stream()
                        .filter(r -> r.id().equals(id))
                        .findFirst());
    }

    /** The product that an id begins with. A product is compiled to look at a rule of its own, not of another. */
    Optional<Product> owner(String id) {
        return products.stream()
                .filter(p -> id.startsWith(p.module().product() + "-"))
                .findFirst();
    }

    /** All formats, by name. */
    public List<Format> formatList() {
        return formats().all();
    }

    /** All rules, by id. */
    List<Rule> compiled() {
        return compiled(products);
    }

    /** The rules of some products, by id. */
    List<Rule> compiled(Set<String> names) {
        return compiled(products.stream()
                .filter(p -> names.contains(p.module().product()))
                .toList());
    }

    private List<Rule> compiled(List<Product> some) {
        List<Rule> rules = some.stream()
                .flatMap(p -> p.rules().stream())
                .sorted(Comparator.comparing(Rule::id))
                .toList();
        Errors errors = errors(some);
        if (errors.any()) {
            LanguageError first =
                    errors.list().stream().filter(e -> !e.warning()).findFirst().orElseThrow();
            throw new IllegalStateException("a file that comes with the program is wrong: " + render(first));
        }
        return rules;
    }

    List<Product> products() {
        return products;
    }

    /** Products to which formats of these names belong. */
    Set<String> productsOf(Set<String> formatNames) {
        Set<String> names = new TreeSet<>();
        formatNames.forEach(f -> formats().find(f).ifPresent(format -> names.add(format.product())));
        return names;
    }

    synchronized Formats formats() {
        if (formats == null) {
            // Each product is a world of its own, and a start is waited for.
            formats = new Formats(
                    products.parallelStream().flatMap(p -> p.formats().stream()).toList(),
                    products.stream().map(p -> p.module().pageFormats()).toList());
        }
        return formats;
    }
}
