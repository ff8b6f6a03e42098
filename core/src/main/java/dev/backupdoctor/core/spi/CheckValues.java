package dev.backupdoctor.core.spi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the user said to the options of a product's live check.
 *
 * @param given values by the name of their {@link CheckOption}; what was not said is not in it
 */
public record CheckValues(SortedMap<String, String> given) {

    /** Nothing was said: the product looks where its files usually lie. */
    public static final CheckValues NONE = new CheckValues(new TreeMap<>());

    public CheckValues {
        given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
    }

    public static CheckValues of(Map<String, String> given) {
        return new CheckValues(new TreeMap<>(given));
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(given.get(name));
    }

    /** The path that was given. */
    public Optional<Path> path(String name) {
        return text(name).map(Path::of);
    }

    /** The same in one line, equal for equal values: what earlier checks looked at can be compared with. */
    public String line() {
        List<String> all = new ArrayList<>();
        given.forEach((name, value) -> all.add("--" + name + "=" + value));
        return String.join(" ", all);
    }
}
