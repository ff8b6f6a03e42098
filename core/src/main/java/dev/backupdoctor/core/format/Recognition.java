package dev.backupdoctor.core.format;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How sources of a format are recognised.
 *
 * @param files shapes of file names
 * @param signs shapes of lines
 */
record Recognition(List<Shape> files, List<Shape> signs) {

    /** What rotation and compression put after a name, and the warnings-only twin of a log. */
    private static final Pattern ENDING =
            Pattern.compile("(\\.(gz|xz|zst|bz2|wf|old)|[.-]\\d{4}-\\d\\d-\\d\\d|[.-]\\d{1,20})$");

    Recognition {
        files = List.copyOf(files);
        signs = List.copyOf(signs);
    }

    /** A fitting shape with what it captured. */
    record Fit(Shape shape, Shape.Match match, String name) {}

    /** The first shape that fits a file name, as it is or without some of its rotation stamps. */
    Optional<Fit> fit(String fileName) {
        String name = fileName;
        while (!name.isEmpty()) {
            for (Shape shape : files) {
                if (shape.match(name, 0, name.length()) instanceof Shape.Match m) {
                    return Optional.of(new Fit(shape, m, name));
                }
            }
            String shorter = ENDING.matcher(name).replaceFirst("");
            if (shorter.equals(name)) {
                return Optional.empty();
            }
            name = shorter;
        }
        return Optional.empty();
    }

    /** The first sign that fits a line. */
    Optional<Shape> sign(String line, int from) {
        return signs.stream()
                .filter(s -> s.literals().stream().anyMatch(line::contains))
                .filter(s -> s.match(line, from, line.length()) instanceof Shape.Match)
                .findFirst();
    }
}
