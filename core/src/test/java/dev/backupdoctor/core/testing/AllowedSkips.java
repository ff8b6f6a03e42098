package dev.backupdoctor.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The test classes that may be skipped, each with the reason: {@code ci/allowed-skips} of the project.
 *
 * <pre>
 * KvmRestoreIT  # needs /dev/kvm, which containers lack
 * </pre>
 *
 * <p>A name is a class with or without its package. Empty lines and lines that begin with # are skipped.
 *
 * @param reasons what a name is allowed for, by name, in the order of the file
 */
record AllowedSkips(Map<String, String> reasons) {
    private static final Path FILE = Path.of("ci", "allowed-skips");

    AllowedSkips {
        reasons = Map.copyOf(reasons);
    }

    /** The list of the project that a directory belongs to, looked for upwards; empty when there is none. */
    static AllowedSkips ofProject(Path directory) {
        try {
            return Stream.iterate(directory.toAbsolutePath(), above -> above != null, Path::getParent)
                    .map(above -> above.resolve(FILE))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .map(AllowedSkips::read)
                    .orElse(new AllowedSkips(Map.of()));
        } catch (UncheckedIOException e) {
            throw new IllegalStateException("cannot read " + FILE, e);
        }
    }

    /**
     * The list that the lines state.
     *
     * @throws IllegalArgumentException when a line has no reason, or more than a name before it
     */
    static AllowedSkips parse(List<String> lines) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int hash = line.indexOf('#');
            String name = hash < 0 ? "" : line.substring(0, hash).strip();
            String reason = line.substring(hash + 1).strip();
            if (name.isEmpty() || name.contains(" ") || reason.isEmpty()) {
                throw new IllegalArgumentException(
                        "line '" + line + "' of ci/allowed-skips must be: ClassName  # reason");
            }
            reasons.put(name, reason);
        }
        return new AllowedSkips(reasons);
    }

    /**
     * Why a test class may be skipped; empty when it may not.
     *
     * @param testClass its binary name; a nested class goes by the outermost class around it
     */
    Optional<String> reasonFor(String testClass) {
        int nested = testClass.indexOf('$');
        String outermost = nested < 0 ? testClass : testClass.substring(0, nested);
        String simple = outermost.substring(outermost.lastIndexOf('.') + 1);
        return Optional.ofNullable(reasons.get(outermost)).or(() -> Optional.ofNullable(reasons.get(simple)));
    }

    private static AllowedSkips read(Path file) {
        try {
            return parse(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
