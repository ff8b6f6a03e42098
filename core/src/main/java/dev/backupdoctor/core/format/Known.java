package dev.backupdoctor.core.format;

import dev.backupdoctor.core.lang.Nearest;
import java.util.Collection;
import java.util.TreeSet;

/** What to say beside an unknown name. */
final class Known {

    private Known() {}

    /** The nearest three; all of them when none is near. */
    static String hint(String wrong, Collection<String> known) {
        if (known.isEmpty()) {
            return "there is none at all";
        }
        String near = Nearest.hint(wrong, known);
        return near.isEmpty() ? "known are " + String.join(", ", new TreeSet<>(known)) : near;
    }
}
