package dev.backupdoctor.core.event;

import dev.backupdoctor.core.value.Value;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Fields of an event by their sorted names: two arrays, a fifth of what a tree takes, as there are many events. */
final class Fields extends AbstractMap<String, Value> {

    private final String[] names;
    private final Value[] values;

    private Fields(Map<String, Value> sorted) {
        names = sorted.keySet().toArray(String[]::new);
        values = sorted.values().toArray(Value[]::new);
    }

    /** A map that does not change any more; itself if it is one already. */
    static Fields copyOf(Map<String, Value> fields) {
        return fields instanceof Fields same ? same : new Fields(new TreeMap<>(fields));
    }

    @Override
    public @Nullable Value get(@Nullable Object name) {
        int at = name instanceof String s ? Arrays.binarySearch(names, s) : -1;
        return at < 0 ? null : values[at];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String s && Arrays.binarySearch(names, s) >= 0;
    }

    @Override
    public Set<Entry<String, Value>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Value>> iterator() {
                return IntStream.range(0, names.length)
                        .mapToObj(i -> Map.entry(names[i], values[i]))
                        .iterator();
            }

            @Override
            public int size() {
                return names.length;
            }
        };
    }
}
