package dev.backupdoctor.virtnbd.parser;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command line of virtnbdbackup, virtnbdrestore or virtnbdmap, as its first log line repeats it: joined by blanks,
 * without quotes. A path with blanks is cut at the first of them.
 */
final class Options {

    static final Set<String> PROGRAMS = Set.of("virtnbdbackup", "virtnbdrestore", "virtnbdmap");

    /** Short options that take a value, by program, with their long names. */
    private static final Map<String, Map<String, String>> SHORT = Map.of(
            "virtnbdbackup",
                    Map.ofEntries(
                            Map.entry("d", "domain"),
                            Map.entry("l", "level"),
                            Map.entry("t", "type"),
                            Map.entry("o", "output"),
                            Map.entry("C", "checkpointdir"),
                            Map.entry("i", "include"),
                            Map.entry("x", "exclude"),
                            Map.entry("f", "socketfile"),
                            Map.entry("w", "worker"),
                            Map.entry("F", "freeze-mountpoint"),
                            Map.entry("T", "threshold"),
                            Map.entry("U", "uri"),
                            Map.entry("P", "nbd-port"),
                            Map.entry("I", "nbd-ip")),
            "virtnbdrestore",
                    Map.ofEntries(
                            Map.entry("a", "action"),
                            Map.entry("i", "input"),
                            Map.entry("o", "output"),
                            Map.entry("u", "until"),
                            Map.entry("s", "sequence"),
                            Map.entry("d", "disk"),
                            Map.entry("f", "socketfile"),
                            Map.entry("N", "name"),
                            Map.entry("C", "config-file"),
                            Map.entry("B", "buffsize"),
                            Map.entry("U", "uri"),
                            Map.entry("L", "logfile")),
            "virtnbdmap", Map.of("f", "file", "d", "device", "e", "export-name", "L", "logfile"));

    private final String program;
    private final Map<String, String> values;

    private Options(String program, Map<String, String> values) {
        this.program = program;
        this.values = values;
    }

    /** Reads a command line whose first word is the program, with or without its directory. */
    static Optional<Options> read(String commandLine) {
        List<String> words = new ArrayList<>(List.of(commandLine.strip().split("[ \t]+", -1)));
        String program = baseName(words.remove(0));
        if (!PROGRAMS.contains(program)) {
            return Optional.empty();
        }
        Map<String, String> letters = SHORT.getOrDefault(program, Map.of());
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String next = i + 1 < words.size() ? words.get(i + 1) : "";
            if (word.startsWith("--")) {
                int equals = word.indexOf('=');
                String name = word.substring(2, equals < 0 ? word.length() : equals);
                values.putIfAbsent(name, equals < 0 ? next : word.substring(equals + 1));
            } else if (word.startsWith("-") && word.length() > 1) {
                String name = letters.get(word.substring(1, 2));
                if (name != null) {
                    values.putIfAbsent(name, word.length() > 2 ? word.substring(2) : next);
                }
            }
        }
        return Optional.of(new Options(program, values));
    }

    static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    String program() {
        return program;
    }

    /** The value of an option by its long name. */
    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(v -> !v.isEmpty());
    }

    /** What a backup or a restore writes to. */
    Optional<String> outdir() {
        return value("output").map(Options::withoutSlash);
    }

    /** What a restore reads. */
    Optional<String> indir() {
        return program.equals("virtnbdrestore") ? value("input").map(Options::withoutSlash) : Optional.empty();
    }

    /** What it is about: the domain of a backup, what a restore or a map reads. */
    Optional<String> subject() {
        return domain().or(this::indir).or(() -> value("file"));
    }

    Optional<String> domain() {
        return program.equals("virtnbdbackup") ? value("domain") : Optional.empty();
    }

    /** The level of a backup; copy when none is given. */
    Optional<String> level() {
        return program.equals("virtnbdbackup") ? Optional.of(value("level").orElse("copy")) : Optional.empty();
    }

    /** Where a backup keeps checkpoint XML: its own directory, unless told otherwise. */
    Optional<String> checkpointDir() {
        return program.equals("virtnbdbackup")
                ? value("checkpointdir").map(Options::withoutSlash).or(() -> outdir().map(o -> o + "/checkpoints"))
                : Optional.empty();
    }

    static String withoutSlash(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }
}
