package dev.backupdoctor.core.event;

import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.LanguageError;
import dev.backupdoctor.core.lang.Nearest;
import dev.backupdoctor.core.lang.Pos;
import dev.backupdoctor.core.value.Type;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All kinds that the rules of one product can read: what its formats and records yield, and the host's. */
public final class Kinds {

    /**
     * A kind as one yielder declares it.
     *
     * @param places where each field is declared
     */
    public record Declared(Kind kind, SortedMap<String, Pos> places) {
        public Declared {
            places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
        }

        /** The kinds of records; their places name the class. */
        public static List<Declared> of(RecordKinds records) {
            Map<String, String> classes = records.classNames();
            return records.kinds().values().stream()
                    .map(kind -> {
                        Pos file = new Pos(classes.getOrDefault(kind.name(), "") + ".java", 1, 1, 1);
                        var places = new TreeMap<String, Pos>();
                        kind.fields().keySet().forEach(field -> places.put(field, file));
                        return new Declared(kind, places);
                    })
                    .toList();
        }
    }

    private final SortedMap<String, Declared> byName = new TreeMap<>();

    private Kinds() {}

    /** The union of all these; a field that has two types is an error at its second place. */
    public static Kinds of(Collection<Declared> all, Errors errors) {
        Kinds kinds = new Kinds();
        all.forEach(d -> kinds.byName.merge(d.kind().name(), d, (a, b) -> union(a, b, errors)));
        return kinds;
    }

    private static Declared union(Declared first, Declared second, Errors errors) {
        var fields = new TreeMap<>(first.kind().fields());
        var places = new TreeMap<>(first.places());
        second.kind().fields().forEach((field, type) -> {
            Type known = fields.get(field);
            Pos at = second.places().getOrDefault(field, new Pos("", 1, 1, 1));
            Pos before = places.getOrDefault(field, at);
            fields.put(field, known == null ? type : join(field, known, before, type, at, errors));
            places.putIfAbsent(field, at);
        });
        SortedSet<String> formats = new TreeSet<>(first.kind().formats());
        formats.addAll(second.kind().formats());
        String name = first.kind().name();
        boolean sought = !first.kind().soughtBy().isEmpty()
                && first.kind().soughtBy().equals(second.kind().soughtBy());
        if (!sought && !(first.kind().soughtBy() + second.kind().soughtBy()).isEmpty()) {
            Pos at = second.places().values().stream().findFirst().orElse(new Pos("", 1, 1, 1));
            errors.error(at, name + " is sought by a field in one place and not in another");
        }
        return new Declared(new Kind(name, fields, formats, first.kind().soughtBy()), places);
    }

    /** The type of a field that is declared twice; sets of words are joined. Two types are an error at the second. */
    public static Type join(String field, Type known, Pos before, Type type, Pos at, Errors errors) {
        if (known.equals(type)) {
            return known;
        } else if (known instanceof Type.Words a && type instanceof Type.Words b) {
            var words = new TreeSet<>(a.words());
            words.addAll(b.words());
            return new Type.Words(words);
        }
        errors.add(LanguageError.error(at, "'" + field + "' is " + type + " here and " + known + " in " + before)
                .hint("a field has one type everywhere: give one of them another name"));
        return known;
    }

    /** The kind, if there is one of this name. */
    public Optional<Kind> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(Declared::kind);
    }

    /** All, by name. */
    public List<Kind> all() {
        return byName.values().stream().map(Declared::kind).toList();
    }

    /** Where a field is declared first; empty for fields that every event has. */
    public Optional<Pos> place(String kind, String field) {
        return Optional.ofNullable(byName.get(kind)).map(d -> d.places().get(field));
    }

    /** The kinds whose names are nearest, at most three. */
    public List<String> nearest(String name) {
        return Nearest.names(name, byName.keySet());
    }
}
