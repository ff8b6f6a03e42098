package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.spi.DiagnosticModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Files of the user that take the place of built-in ones, or of each other. */
public final class Shadows {

    private Shadows() {}

    /** One sentence for each, in the order of the files, of which the last of a name is used; nothing is compiled. */
    public static List<String> of(Iterable<DiagnosticModule> modules, List<UserFile> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        SortedSet<String> builtIn = new TreeSet<>();
        for (DiagnosticModule module : modules) {
            ModuleFiles of = new ModuleFiles(module);
            builtIn.addAll(of.files("rules", ".rule").keySet());
            builtIn.addAll(of.files("formats", ".format").keySet());
        }
        List<String> warnings = new ArrayList<>();
        Map<String, String> byName = new TreeMap<>();
        for (UserFile file : files) {
            String what = (file.isRule() ? "rule " : "format ") + file.name();
            if (builtIn.stream().anyMatch(file::shadows)) {
                warnings.add(file.path() + " takes the place of the built-in " + what);
            }
            String earlier = byName.put(what, file.path());
            if (earlier != null && !earlier.equals(file.path())) {
                warnings.add(file.path() + " takes the place of " + earlier);
            }
        }
        return warnings;
    }
}
