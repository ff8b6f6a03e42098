package dev.backupdoctor.core.format;

import dev.backupdoctor.core.event.Kinds;
import dev.backupdoctor.core.lang.Errors;
import dev.backupdoctor.core.lang.Pos;
import dev.backupdoctor.core.value.Type;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Fields with their types and the places where they are declared first. */
final class FieldTable {

    private final Errors errors;
    private final SortedMap<String, Type> types = new TreeMap<>();
    private final SortedMap<String, Pos> places = new TreeMap<>();

    FieldTable(Errors errors) {
        this.errors = errors;
    }

    /** Adds a field; another type than before is an error. */
    void add(String name, Type type, Pos at) {
        Type known = types.get(name);
        Pos before = places.getOrDefault(name, at);
        types.put(name, known == null ? type : Kinds.join(name, known, before, type, at, errors));
        places.putIfAbsent(name, at);
    }

    /** Adds the kept holes of a shape. */
    void add(Shape shape) {
        shape.kept().forEach(hole -> hole.reader().ifPresent(r -> add(hole.name(), r.type(), hole.at())));
    }

    void add(FieldTable other) {
        other.types.forEach((name, type) -> add(name, type, other.places.getOrDefault(name, new Pos("", 1, 1, 1))));
    }

    void addAll(Map<String, Type> fields, Pos at) {
        fields.forEach((name, type) -> add(name, type, at));
    }

    SortedMap<String, Type> types() {
        return types;
    }

    SortedMap<String, Pos> places() {
        return places;
    }
}
