package dev.backupdoctor.core.lang;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects what is wrong with the files of one compilation; each place is blamed once. */
public final class Errors {

    private final List<LanguageError> all = new ArrayList<>();

    public void add(LanguageError error) {
        boolean known = all.stream()
                .anyMatch(e -> e.at().equals(error.at()) && e.message().equals(error.message()));
        if (!known) {
            all.add(error);
        }
    }

    public void error(Pos at, String message) {
        add(LanguageError.error(at, message));
    }

    public void warning(Pos at, String message) {
        add(LanguageError.warning(at, message));
    }

    public boolean any() {
        return all.stream().anyMatch(e -> !e.warning());
    }

    /** All, in the order of their places. */
    public List<LanguageError> list() {
        List<LanguageError> sorted = new ArrayList<>(all);
        Collections.sort(sorted);
        return sorted;
    }
}
