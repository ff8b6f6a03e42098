package dev.backupdoctor.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of {@code src/test/resources} that says what an output has to be, byte for byte.
 *
 * <p>{@code -Dgolden.update=true} writes the files anew; what changed is then read in {@code git diff}.
 */
public final class Golden {

    private static final Path RESOURCES = Path.of("src", "test", "resources");
    private static final int CONTEXT = 2;

    private Golden() {}

    /**
     * Fails with the first difference.
     *
     * @param file path below {@code src/test/resources} of the module under test
     */
    public static void check(String file, String actual) {
        Path golden = RESOURCES.resolve(file);
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(golden.toAbsolutePath().getParent());
                Files.writeString(golden, actual);
                return;
            }
            String expected = Files.exists(golden) ? Files.readString(golden, StandardCharsets.UTF_8) : "";
            if (!expected.equals(actual)) {
                throw new AssertionError(difference(golden, lines(expected), lines(actual)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(String text) {
        return List.of(text.split("\n", -1));
    }

    private static String difference(Path golden, List<String> expected, List<String> actual) {
        int at = 0;
        while (at < expected.size() && at < actual.size() && expected.get(at).equals(actual.get(at))) {
            at++;
        }
        StringBuilder out = new StringBuilder(golden + " differs from line " + (at + 1) + " on:\n");
        for (int i = Math.max(0, at - CONTEXT); i < at; i++) {
            out.append("  ").append(actual.get(i)).append('\n');
        }
        append(out, "- ", expected, at);
        append(out, "+ ", actual, at);
        return out.append("if that is right: -Dgolden.update=true, then read git diff")
                .toString();
    }

    private static void append(StringBuilder out, String sign, List<String> lines, int at) {
        for (int i = at; i < Math.min(lines.size(), at + 2 * CONTEXT); i++) {
            out.append(sign).append(lines.get(i)).append('\n');
        }
    }
}
