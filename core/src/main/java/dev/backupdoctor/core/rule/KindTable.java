package dev.backupdoctor.core.rule;

import dev.backupdoctor.core.event.Kind;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The kinds that rules of one product may read: its own and those of the host.
 *
 * @param kinds by name
 */
public record KindTable(SortedMap<String, Kind> kinds) {

    public KindTable {
        kinds = Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
    }

    public KindTable(Map<String, Kind> kinds) {
        this(new TreeMap<>(kinds));
    }

    public Optional<Kind> find(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    public SortedSet<String> names() {
        return new TreeSet<>(kinds.keySet());
    }
}
