package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.event.Kind;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.lang.Nearest;
import dev.backupdoctor.core.lang.Pos;
import dev.backupdoctor.core.lang.Syntax;
import dev.backupdoctor.core.lang.Syntax.RuleItem;
import dev.backupdoctor.core.value.Scalar;
import dev.backupdoctor.core.value.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The names of one rule with their types; compiles lets when they are first needed, and finds circles. */
final class RuleNames {

    private static final Map<String, Scalar> SETTING_TYPES =
            Map.of("duration", Scalar.DURATION, "size", Scalar.SIZE, "number", Scalar.NUMBER, "text", Scalar.TEXT);

    private final Syntax.RuleFile file;
    private final Environment env;
    private final Errors errors;
    private final ExprCompiler exprs;
    private final Map<String, Pos> places = new LinkedHashMap<>();
    private final Map<String, Type> types = new HashMap<>();
    private final Map<String, RuleItem.Let> lets = new LinkedHashMap<>();
    private final Map<String, Rule.Let> compiled = new LinkedHashMap<>();
    private final Map<String, Rule.Setting> settings = new LinkedHashMap<>();
    private final Set<String> questions = new LinkedHashSet<>();
    private final Set<String> used = new TreeSet<>();
    private final Map<String, Set<String>> needs = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private String forEachAlias = "";
    private String defining = "";

    RuleNames(Syntax.RuleFile file, Environment env, Errors errors) {
        this.file = file;
        this.env = env;
        this.errors = errors;
        this.exprs = new ExprCompiler(errors, env.kinds(), Names.of(this::find, places));
        types.put("now", Scalar.INSTANT);
        types.put("version", Scalar.VERSION);
        file.items().forEach(this::declare);
        lets.keySet().forEach(this::find);
        used.clear();
    }

    ExprCompiler exprs() {
        return exprs;
    }

    Map<String, Rule.Let> lets() {
        lets.keySet().forEach(this::find);
        return compiled;
    }

    Map<String, Rule.Setting> settings() {
        return settings;
    }

    Set<String> questions() {
        return questions;
    }

    boolean isForEachAlias(String name) {
        return name.equals(forEachAlias);
    }

    void used(String name) {
        used.add(name);
    }

    /** The kind of that name; an error when there is none. */
    Optional<Kind> kind(Syntax.Word name) {
        Optional<Kind> kind = env.kinds().find(name.text());
        if (kind.isEmpty()) {
            String hint = Nearest.hint(name.text(), env.kinds().names());
            LanguageError unknown = LanguageError.error(name.at(), "unknown kind '" + name.text() + "'");
            errors.add(hint.isEmpty() ? unknown : unknown.hint(hint));
        }
        return kind;
    }

    private void declare(RuleItem item) {
        if (item instanceof RuleItem.ForEach f) {
            Optional<Kind> kind = env.kinds().find(f.kind().text());
            forEachAlias = f.alias().name().text();
            alias(f.kind(), f.alias());
            kind.ifPresent(k -> f.keys().forEach(key -> keyName(key, k)));
        } else if (item instanceof RuleItem.With w) {
            alias(w.kind(), w.alias());
        } else if (item instanceof RuleItem.Maybe m) {
            alias(m.kind(), m.alias());
        } else if (item instanceof RuleItem.Let l) {
            declare(l.name(), Scalar.BROKEN);
            types.remove(l.name().text());
            lets.put(l.name().text(), l);
        } else if (item instanceof RuleItem.Setting s) {
            setting(s);
        } else if (item instanceof RuleItem.Ask a && a.run().isEmpty()) {
            declare(a.name(), Scalar.YES_NO);
            questions.add(a.name().text());
        }
    }

    private void keyName(Syntax.Word key, Kind kind) {
        if (!kind.has(key.text())) {
            errors.add(LanguageError.error(key.at(), kind.name() + " has no field '" + key.text() + "'")
                    .hint("it has " + String.join(", ", kind.fields().keySet())));
            return;
        }
        declare(key, kind.type(key.text()));
    }

    private void alias(Syntax.Word kind, Syntax.Alias alias) {
        Type type = alias.all() ? new Type.StreamOf(kind.text()) : new Type.OneOf(kind.text());
        declare(alias.name(), env.kinds().find(kind.text()).isPresent() ? type : Scalar.BROKEN);
    }

    private void setting(RuleItem.Setting s) {
        Scalar type = SETTING_TYPES.getOrDefault(s.type().text(), Scalar.BROKEN);
        if (type == Scalar.BROKEN) {
            errors.add(LanguageError.error(
                            s.type().at(),
                            "unknown type of a setting '" + s.type().text() + "'")
                    .hint("types are " + String.join(", ", new TreeSet<>(SETTING_TYPES.keySet()))));
        }
        Typed value = exprs.compile(s.value());
        if (!Types.alike(type, value.type())) {
            errors.error(s.value().at(), "the setting is a " + type + ", its default a " + value.type());
        }
        declare(s.name(), type);
        Scope nothing = Scope.of(name -> dev.backupdoctor.core.value.Value.none());
        settings.put(s.name().text(), new Rule.Setting(type, value.eval().in(nothing), s.help()));
    }

    private void declare(Syntax.Word name, Type type) {
        if (places.putIfAbsent(name.text(), name.at()) != null || name.text().equals("now")) {
            errors.error(name.at(), "the name '" + name.text() + "' is used twice");
        }
        types.put(name.text(), type);
    }

    private Optional<Typed> find(String name) {
        used.add(name);
        needs.computeIfAbsent(defining, n -> new TreeSet<>()).add(name);
        Type type = types.get(name);
        if (type == null && lets.containsKey(name)) {
            type = let(name);
        }
        return type == null ? Optional.empty() : Optional.of(new Typed(type, s -> s.name(name)));
    }

    private Type let(String name) {
        RuleItem.Let let = java.util.Objects.requireNonNull(lets.get(name));
        if (open.contains(name)) {
            errors.error(let.name().at(), "'" + name + "' is defined by itself, by way of " + String.join(", ", open));
            return Scalar.BROKEN;
        }
        open.push(name);
        Typed value = defining(name, () -> exprs.compile(let.choice()));
        open.pop();
        types.put(name, value.type());
        compiled.put(name, new Rule.Let(value.type(), value.eval()));
        return value.type();
    }

    /** Compiles something that defines a name: the names that it uses on the way are what the name needs. */
    <T> T defining(String name, Supplier<T> compilation) {
        String outer = defining;
        defining = name;
        try {
            return compilation.get();
        } finally {
            defining = outer;
        }
    }

    /** A binding whose join needs a let that needs the binding can never be computed. */
    void checkCircles() {
        for (String name : places.keySet()) {
            if (reaches(name, name, new LinkedHashSet<>())) {
                Pos at = places.getOrDefault(name, file.id().at());
                errors.error(at, "'" + name + "' is needed to find '" + name + "': a circle of names");
                return;
            }
        }
    }

    private boolean reaches(String from, String wanted, Set<String> seen) {
        for (String next : needs.getOrDefault(from, Set.of())) {
            if (next.equals(wanted) || (seen.add(next) && reaches(next, wanted, seen))) {
                return true;
            }
        }
        return false;
    }

    /** Names that nothing uses are slips. */
    void checkUse() {
        file.all(RuleItem.Example.class).forEach(e -> e.expects().forEach(x -> used.addAll(ExprNames.in(x))));
        for (RuleItem.Let let : lets.values()) {
            used.addAll(ExprNames.in(let.choice()));
        }
        places.forEach((name, at) -> {
            boolean key = file.all(RuleItem.ForEach.class)
                    .anyMatch(f -> f.keys().stream().anyMatch(k -> k.text().equals(name)));
            boolean bound = file.all(RuleItem.With.class)
                    .anyMatch(w -> w.alias().name().text().equals(name));
            if (!used.contains(name) && !key && !bound && !name.equals(forEachAlias)) {
                errors.warning(at, "nothing uses '" + name + "'");
            }
        });
    }
}
