package dev.backupdoctor.cli.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Well-formed inputs: the files of all modules' cases, and the texts within their rule and format files.
 *
 * @param logs what an analysis reads
 * @param files the rule and format files themselves
 */
record Seeds(List<Seed> logs, List<Seed> files) {

    /** An input with the name by which it is recognised. */
    static final class Seed {

        private final String name;
        private final byte[] bytes;

        Seed(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        String name() {
            return name;
        }

        byte[] bytes() {
            return bytes;
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static final int MAX_BYTES = 32 << 10;

    /** The modules lie beside this one. */
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    /** {@code given FORMAT "file"} of an example, or {@code sample "title" ...}, each with its text. */
    private static final Pattern TEXT = Pattern.compile(
            "(?:given [a-z0-9-]+ \"(?<file>[^\"]*)\"|sample \"[^\"]*\"[^\n]*) \"\"\"\n(?<text>.*?)\"\"\"",
            Pattern.DOTALL);

    static Seeds load() {
        List<Seed> files = seeds(p -> p.toString().matches(".*/src/main/resources/.*\\.(rule|format)"));
        List<Seed> logs =
                new ArrayList<>(seeds(p -> p.toString().matches(".*/src/test/resources/cases/[^/]+/input/.*")));
        for (Seed file : files) {
            Matcher text = TEXT.matcher(file.text());
            while (text.find()) {
                String name = text.group("file") == null ? "x" : text.group("file");
                logs.add(new Seed(name, text.group("text").getBytes(StandardCharsets.UTF_8)));
            }
        }
        return new Seeds(List.copyOf(logs), files);
    }

    private static List<Seed> seeds(Predicate<Path> wanted) {
        List<Seed> seeds = new ArrayList<>();
        try (Stream<Path> modules = Files.list(PROJECT)) {
            for (Path module : modules.filter(m -> m.getFileName().toString().startsWith("diagnostics-"))
                    .sorted()
                    .toList()) {
                try (Stream<Path> all = Files.walk(module.resolve("src"))) {
                    for (Path file : all.filter(Files::isRegularFile)
                            .filter(wanted)
                            .sorted()
                            .toList()) {
                        byte[] bytes = Files.readAllBytes(file);
                        if (bytes.length <= MAX_BYTES) {
                            seeds.add(new Seed(file.getFileName().toString(), bytes));
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(seeds);
    }
}
